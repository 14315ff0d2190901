// A value's bits as text: two values are the same exactly when their texts are.
import type { Column } from "../offline/contract.ts";
import type { Value } from "../../compiler/ir/value-type.ts";

const bytes = new DataView(new ArrayBuffer(8));

/** A number's IEEE 754 bits in hexadecimal (every NaN is one value, -0 is not 0), a string's UTF-8, `true`, `null`. */
export function bitsOf(value: Value): string {
  if (Array.isArray(value)) return `[${value.map((item) => bitsOf(item)).join(",")}]`;
  if (typeof value === "string") return `utf8:${Buffer.from(value, "utf8").toString("hex")}`;
  if (typeof value !== "number") return String(value);
  bytes.setFloat64(0, Number.isNaN(value) ? Number.NaN : value);
  return bytes.getBigUint64(0).toString(16).padStart(16, "0");
}

/** As `bitsOf` of both, without making texts. */
export function sameBits(left: Value, right: Value): boolean {
  if (!Array.isArray(left) || !Array.isArray(right)) return Object.is(left, right);
  return left.length === right.length && left.every((item, at) => Object.is(item, right[at]));
}

/** One value of a column of a result. */
export function valueAt({ kind, values, valid }: Column, row: number): Value {
  if (valid !== null && valid[row] === 0) return null;
  const value = values[row] ?? null;
  return kind === "bool" ? value === 1 : value;
}
