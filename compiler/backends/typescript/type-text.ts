// Types of values and records as TypeScript text.
import type { Field, ValueType } from "../../ir/value-type.ts";
import { doc, property } from "./layout.ts";

const KINDS = {
  int64: "number",
  float64: "number",
  decimal: "number",
  timestamp: "number",
  string: "string",
  bool: "boolean",
  null: "null",
} as const;

/** As values are held in memory: timestamps are microseconds since 1970. */
export function valueType({ kind, nullable, element }: ValueType): string {
  const items = element === undefined ? "never" : valueType(element);
  const text = kind === "list" ? `readonly ${items}[]` : KINDS[kind];
  return nullable && kind !== "null" ? `${text} | null` : text;
}

/** An exported interface of read-only properties; nullable ones may be optional. */
export function interfaceText(
  name: string,
  words: string | null,
  fields: readonly {
    readonly name: string;
    readonly text: string;
    readonly words?: string | null;
    readonly optional?: boolean;
  }[],
): string {
  const lines = fields.map(
    (field) =>
      `${doc(1, field.words ?? null)}  readonly ${property(field.name)}${field.optional === true ? "?" : ""}: ${field.text};\n`,
  );
  const body = lines.length === 0 ? "{}" : `{\n${lines.join("")}}`;
  return `${doc(0, words)}export interface ${name} ${body}`;
}

/** A record in memory, timestamps said to be microseconds. */
export function recordInterface(name: string, words: string | null, fields: readonly Field[]): string {
  return interfaceText(
    name,
    words,
    fields.map((field) => ({
      name: field.name,
      text: valueType(field.type),
      words: field.type.kind === "timestamp" ? "Microseconds since 1970." : null,
    })),
  );
}

/** A field as data, on one line. */
export function fieldText({ name, type }: Field): string {
  return `{ name: ${JSON.stringify(name)}, type: { kind: "${type.kind}", nullable: ${type.nullable} } }`;
}
