// The function that turns a request into a view's key bytes.
import type { ViewPlan } from "../../ir/plan.ts";
import type { ValueType } from "../../ir/value-type.ts";
import { member, statement } from "./layout.ts";

export interface KeyText {
  readonly text: string;
  readonly imports: readonly string[];
}

/** `type` is the view's type name. */
export function keyText(view: ViewPlan, type: string): KeyText {
  const keys = view.keys.map(({ name, type: keyType }) => ({
    value: member("key", name),
    kind: keyType.kind,
  }));
  const fixed = keys.reduce((sum, { kind }) => sum + fixedBytes(kind), 0);
  const sizes = keys.filter(({ kind }) => kind === "string").map(({ value }) => `stringBytes(${value})`);
  if (fixed > 0 || sizes.length === 0) sizes.push(String(fixed));
  const lines = keys.map(({ value, kind }, index) => {
    const put = `${writer(kind)}(bytes, ${index === 0 ? "0" : `end${index - 1}`}, ${value});`;
    return statement(1, index === keys.length - 1 ? put : `const end${index} = ${put}`);
  });
  const text = [
    "/** The key under which the online store has the row. */",
    `export function keyOf${type}(key: ${type}Key): Uint8Array {`,
    statement(1, `const bytes = newKey(${sizes.join(" + ")});`),
    ...lines,
    "  return bytes;",
    "}",
  ].join("\n");
  const imports = new Set(["newKey", ...keys.map(({ kind }) => writer(kind))]);
  if (keys.some(({ kind }) => kind === "string")) imports.add("stringBytes");
  return { text, imports: [...imports] };
}

function fixedBytes(kind: ValueType["kind"]): number {
  if (kind === "string") return 0;
  return kind === "bool" ? 1 : 8;
}

function writer(kind: ValueType["kind"]): string {
  if (kind === "string") return "putString";
  if (kind === "bool") return "putBool";
  if (kind === "int64" || kind === "decimal" || kind === "timestamp") return "putInt64";
  throw new Error(`A ${kind} cannot be a key.`);
}
