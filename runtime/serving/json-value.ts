// A feature value as JSON text without loss: signed zero, NaN and the infinities, decimals, timestamps as ISO 8601.
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { decimalText } from "../../compiler/library/decimal.ts";
import { timestampText } from "./timestamp-text.ts";

/** JSON has no NaN and no infinities: they are written as the strings "NaN", "Infinity" and "-Infinity". */
export function jsonValue(value: Value, type: ValueType): string {
  if (Array.isArray(value)) {
    const { element = { kind: "null", nullable: true } } = type;
    return `[${value.map((item) => jsonValue(item, element)).join(",")}]`;
  }
  if (typeof value !== "number") return JSON.stringify(value);
  if (type.kind === "timestamp") return `"${timestampText(value)}"`;
  if (type.kind === "decimal") return `"${decimalText(value, type.scale ?? 0)}"`;
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return `"${value}"`;
}
