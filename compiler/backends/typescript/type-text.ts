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
      words: wordsOf(field.type),
    })),
  );
}

/** What the type in memory does not say. */
function wordsOf({ kind, scale, element, size }: ValueType): string | null {
  if (kind === "timestamp") return "Microseconds since 1970.";
  if (kind === "decimal") return `A whole number of units of 10^-${scale ?? 0}.`;
  if (kind !== "list") return null;
  const items = element === undefined ? null : wordsOf(element);
  return size === undefined ? items && `Of each item: ${items}` : `${size} numbers.`;
}

/** A field as data, on one line. */
export function fieldText({ name, type }: Field): string {
  return `{ name: ${JSON.stringify(name)}, type: ${typeData(type)} }`;
}

function typeData({ kind, nullable, scale, precision, element, size }: ValueType): string {
  const parts = [
    `kind: "${kind}"`,
    `nullable: ${nullable}`,
    ...(scale === undefined ? [] : [`scale: ${scale}`]),
    ...(precision === undefined ? [] : [`precision: ${precision}`]),
    ...(element === undefined ? [] : [`element: ${typeData(element)}`]),
    ...(size === undefined ? [] : [`size: ${size}`]),
  ];
  return `{ ${parts.join(", ")} }`;
}
