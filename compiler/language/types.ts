// `t`: the types of columns, keys and request fields.
import type { Timestamp } from "./timestamp.ts";

declare const value: unique symbol;

/** The type of a column whose values are `Value` in expressions. */
export interface ColumnType<Value> {
  readonly kind: "int64" | "float64" | "bool" | "string" | "timestamp";
  readonly isNullable: boolean;
  /** Never present: it carries the type of values. */
  readonly [value]?: Value;
  nullable(): ColumnType<Value | null>;
}

/** Column types by name. */
export type ColumnTypes = Readonly<Record<string, ColumnType<ScalarValue | null>>>;

/** A value that is there. */
export type ScalarValue = number | boolean | string | Timestamp;

/** The values of a row of such columns. */
export type Row<Columns extends ColumnTypes> = {
  readonly [Name in keyof Columns]: Columns[Name] extends ColumnType<infer Value> ? Value : never;
};

function columnType<Value>(kind: ColumnType<Value>["kind"], isNullable = false): ColumnType<Value> {
  return { kind, isNullable, nullable: () => columnType<Value | null>(kind, true) };
}

/** `t.int64`, `t.string.nullable()`: what a column, a key or a request field holds. */
export const t = {
  /** A whole number of at most 2^53 - 1 either way. */
  int64: columnType<number>("int64"),
  float64: columnType<number>("float64"),
  bool: columnType<boolean>("bool"),
  string: columnType<string>("string"),
  /** An instant of UTC, to the microsecond. */
  timestamp: columnType<Timestamp>("timestamp"),
} as const;
