// The types of values that flow through features.

/**
 * - `int64`: a safe integer, |x| <= 2^53 - 1, checked where data enters; BIGINT in SQL, number in JavaScript.
 * - `float64`: DOUBLE / number, NaN and infinities allowed.
 * - `timestamp`: UTC, whole microseconds; TIMESTAMP in SQL, microseconds since 1970 as a safe integer in JavaScript.
 * - `string`: well-formed Unicode. `bool`: BOOLEAN / boolean.
 */
export type ScalarKind = "int64" | "float64" | "bool" | "string" | "timestamp";

/** `null` is the kind of the literal `null` alone: it unifies with every kind. */
export interface ValueType {
  readonly kind: ScalarKind | "null";
  readonly nullable: boolean;
}

/** A named, typed column: of a source, a key, a request or a result. */
export interface Field {
  readonly name: string;
  readonly type: ValueType;
}

/** A value as JavaScript holds it (timestamps as microseconds). */
export type Value = number | string | boolean | null;
