// `t`: the types of columns, keys and request fields.
import type { List, Vector } from "./list.ts";
import type { Timestamp } from "./timestamp.ts";

declare const value: unique symbol;

/** The type of a column whose values are `Value` in expressions. */
export interface ColumnType<Value> {
  readonly kind: "int64" | "float64" | "decimal" | "bool" | "string" | "timestamp" | "list";
  readonly isNullable: boolean;
  /** Never present: it carries the type of values. */
  readonly [value]?: Value;
  nullable(): ColumnType<Value | null>;
}

/** Column types by name. */
export type ColumnTypes = Readonly<Record<string, ColumnType<ColumnValue | null>>>;

/** A value that is there. */
export type ScalarValue = number | boolean | string | Timestamp;

/** What a column or a feature may hold. */
export type ColumnValue = ScalarValue | List<ScalarValue>;

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
  /**
   * An exact decimal of at most `precision` digits (1 to 15), `scale` of them after the point: amounts of money. It
   * adds, subtracts, multiplies and compares exactly with decimals, whole numbers and literals such as `9.99`.
   */
  decimal: (_precision: number, _scale: number): ColumnType<number> => columnType<number>("decimal"),
  bool: columnType<boolean>("bool"),
  string: columnType<string>("string"),
  /** An instant of UTC, to the microsecond. */
  timestamp: columnType<Timestamp>("timestamp"),
  /** Any number of values of one type, none of them null. */
  list: <Item extends ScalarValue>(_items: ColumnType<Item>): ColumnType<List<Item>> =>
    columnType<List<Item>>("list"),
  /** Always so many numbers, as embeddings are. */
  vector: (_size: number): ColumnType<Vector> => columnType<Vector>("list"),
} as const;
