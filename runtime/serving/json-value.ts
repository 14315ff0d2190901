// A feature value as JSON text without loss: signed zero, NaN and the infinities, timestamps as ISO 8601.
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { timestampText } from "./timestamp-text.ts";

/** JSON has no NaN and no infinities: they are written as the strings "NaN", "Infinity" and "-Infinity". */
export function jsonValue(value: Value, kind: ValueType["kind"]): string {
  if (typeof value !== "number") return JSON.stringify(value);
  if (kind === "timestamp") return `"${timestampText(value)}"`;
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : String(value);
  return `"${value}"`;
}
