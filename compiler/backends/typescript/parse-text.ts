// The function that checks one instance of a request body, field by field.
import type { Field, ScalarKind } from "../../ir/value-type.ts";
import { call, list, member, property, quote } from "./layout.ts";

export interface ParseText {
  readonly text: string;
  readonly imports: readonly string[];
}

const READERS: Readonly<Record<ScalarKind, string>> = {
  int64: "readInt64",
  float64: "readFloat64",
  decimal: "readDecimal",
  bool: "readBool",
  string: "readString",
  timestamp: "readTimestamp",
};

/** `type` is the request's type name. */
export function parseText(fields: readonly Field[], type: string): ParseText {
  const lines = fields.map((field) => {
    const reader = readerOf(field);
    const args = [valueText(field.name), "at", quote(field.name), "problems"];
    const whole = field.type.nullable ? ["readNullable", [reader, ...args]] : [reader, args];
    return call(2, `${property(field.name)}: ${whole[0]}`, whole[1] as string[], ",");
  });
  const parameters = ["body: unknown", "at: string", "problems: RequestProblem[]"];
  const text = [
    list(
      0,
      "const FIELDS = ",
      fields.map(({ name }) => quote(name)),
      ";",
    ),
    "",
    call(0, "function parse", parameters, `: ${type} | null {`),
    "  const fields = readRecord(body, at, problems);",
    "  if (fields === null) return null;",
    "  const before = problems.length;",
    `  const request: ${type} = {`,
    ...lines,
    "  };",
    "  refuseUnknown(fields, FIELDS, at, problems);",
    "  return problems.length === before ? request : null;",
    "}",
  ].join("\n");
  const imports = new Set(["readRecord", "refuseUnknown", ...fields.map(readerOf)]);
  if (fields.some(({ type: { nullable } }) => nullable)) imports.add("readNullable");
  return { text, imports: [...imports] };
}

function readerOf({ name, type }: Field): string {
  if (type.kind === "null" || type.kind === "list") throw new Error(`Request field '${name}' has no reader.`);
  return READERS[type.kind];
}

/** What every object inherits must not pass for a field. */
function valueText(name: string): string {
  const value = member("fields", name);
  return name in Object.prototype ? `Object.hasOwn(fields, ${quote(name)}) ? ${value} : undefined` : value;
}
