// The types of values that flow through features.

/**
 * - `decimal`: a safe integer of units of 10^-scale; DECIMAL(18, scale) where people meet it, BIGINT units within SQL.
 * - `int64`: a safe integer, |x| <= 2^53 - 1, checked where data enters; BIGINT in SQL, number in JavaScript.
 * - `float64`: DOUBLE / number, NaN and infinities allowed.
 * - `timestamp`: UTC, whole microseconds; TIMESTAMP in SQL, microseconds since 1970 as a safe integer in JavaScript.
 * - `string`: well-formed Unicode. `bool`: BOOLEAN / boolean.
 */
export type ScalarKind = "int64" | "float64" | "decimal" | "bool" | "string" | "timestamp";

/** `null` is the kind of the literal `null` alone: it unifies with every kind. A list's items are scalars, never null. */
export interface ValueType {
  readonly kind: ScalarKind | "list" | "null";
  readonly nullable: boolean;
  /** Of a decimal: digits after the point, 0 to 15. */
  readonly scale?: number;
  /** Of a decimal where it enters (a column, a key, a request field): digits in all, 1 to 15, checked there. */
  readonly precision?: number;
  /** Of a list. */
  readonly element?: ValueType;
  /** Of a list whose items are always as many: a vector. */
  readonly size?: number;
}

/** A named, typed column: of a source, a key, a request or a result. */
export interface Field {
  readonly name: string;
  readonly type: ValueType;
}

/** A scalar as JavaScript holds it: timestamps as microseconds, decimals as units. */
export type ScalarValue = number | string | boolean | null;

export type Value = ScalarValue | readonly ScalarValue[];
