// The function that checks one instance of a request body, field by field.
import type { Field, ScalarKind, ValueType } from "../../ir/value-type.ts";
import { call, list, member, property, quote } from "./layout.ts";

export interface ParseText {
  readonly text: string;
  readonly imports: readonly string[];
}

const READERS: Readonly<Record<Exclude<ScalarKind, "decimal">, string>> = {
  int64: "readInt64",
  float64: "readFloat64",
  bool: "readBool",
  string: "readString",
  timestamp: "readTimestamp",
};

/** A reader by name; one whose type has arguments is a constant of the module. */
interface Reader {
  readonly name: string;
  readonly imports: readonly string[];
  /** `const readDecimal12_2 = decimalReader(12, 2);`, and those that it needs, in order. */
  readonly constants: readonly string[];
}

/** `type` is the request's type name. */
export function parseText(fields: readonly Field[], type: string): ParseText {
  const readers = new Map(fields.map((field) => [field.name, readerOf(field.type, field.name)]));
  const lines = fields.map((field) => {
    const reader = readers.get(field.name)?.name ?? "";
    const args = [valueText(field.name), "at", quote(field.name), "problems"];
    const whole = field.type.nullable ? ["readNullable", [reader, ...args]] : [reader, args];
    return call(2, `${property(field.name)}: ${whole[0]}`, whole[1] as string[], ",");
  });
  const parameters = ["body: unknown", "at: string", "problems: RequestProblem[]"];
  const constants = [...new Set([...readers.values()].flatMap((reader) => reader.constants))];
  const text = [
    list(
      0,
      "const FIELDS = ",
      fields.map(({ name }) => quote(name)),
      ";",
    ),
    ...constants,
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
  const imports = new Set(["readRecord", "refuseUnknown"]);
  for (const reader of readers.values()) for (const name of reader.imports) imports.add(name);
  if (fields.some(({ type: { nullable } }) => nullable)) imports.add("readNullable");
  return { text, imports: [...imports] };
}

function readerOf({ kind, precision = 15, scale = 0, element, size }: ValueType, field: string): Reader {
  if (kind === "decimal") {
    return made(`readDecimal${precision}_${scale}`, "decimalReader", `${precision}, ${scale}`);
  }
  if (kind === "list" && size !== undefined) return made(`readVector${size}`, "vectorReader", String(size));
  if (kind === "list" && element !== undefined) {
    const item = readerOf(element, field);
    const own = made(`readListOf${item.name.slice("read".length)}`, "listReader", item.name);
    return {
      name: own.name,
      imports: [...own.imports, ...item.imports],
      constants: [...item.constants, ...own.constants],
    };
  }
  if (kind === "null" || kind === "list") throw new Error(`Request field '${field}' has no reader.`);
  return { name: READERS[kind], imports: [READERS[kind]], constants: [] };
}

function made(name: string, by: string, args: string): Reader {
  return { name, imports: [by], constants: [`const ${name} = ${by}(${args});`] };
}

/** What every object inherits must not pass for a field. */
function valueText(name: string): string {
  const value = member("fields", name);
  return name in Object.prototype ? `Object.hasOwn(fields, ${quote(name)}) ? ${value} : undefined` : value;
}
