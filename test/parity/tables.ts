// Columns of values of every type, lists too, in and out of DuckDB.
import {
  type DuckDBAppender,
  BIGINT,
  BOOLEAN,
  type DuckDBConnection,
  DuckDBListType,
  DuckDBListValue,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  DOUBLE,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";
import type { ScalarKind, ScalarValue, Value, ValueType } from "../../compiler/ir/value-type.ts";
import { quoteIdentifier, sqlType } from "../../compiler/library/literals.ts";

export interface Column {
  readonly name: string;
  readonly type: ValueType;
  readonly values: readonly Value[];
}

export interface Output {
  readonly name: string;
  readonly type: ValueType;
}

const TYPES: Readonly<Record<ScalarKind, DuckDBType>> = {
  int64: BIGINT,
  decimal: BIGINT,
  float64: DOUBLE,
  bool: BOOLEAN,
  string: VARCHAR,
  timestamp: TIMESTAMP,
};

/** A table of these columns and their row numbers, `i`. */
export async function createTable(
  connection: DuckDBConnection,
  table: string,
  columns: readonly Column[],
): Promise<void> {
  const list = columns.map(({ name, type }) => `, ${quoteIdentifier(name)} ${sqlType(type)}`).join("");
  await connection.run(`CREATE OR REPLACE TABLE ${table} (i INTEGER${list})`);
  const appender = await connection.createAppender(table);
  const rows = Math.max(1, ...columns.map(({ values }) => values.length));
  for (let row = 0; row < rows; row++) {
    appender.appendInteger(row);
    for (const { type, values } of columns) append(appender, type, values[row] ?? null);
    appender.endRow();
  }
  appender.closeSync();
}

function append(appender: DuckDBAppender, { kind, element }: ValueType, value: Value): void {
  if (value === null) appender.appendNull();
  else if (typeof value === "object") {
    const of = (element?.kind ?? "string") as ScalarKind;
    const items = value.map((item) => toDuckDb(of, item));
    appender.appendList(new DuckDBListValue(items), new DuckDBListType(TYPES[of]));
  } else appender.appendValue(toDuckDb(kind as ScalarKind, value), TYPES[kind as ScalarKind]);
}

function toDuckDb(kind: ScalarKind, value: ScalarValue): DuckDBValue {
  if (value === null) return null;
  if (kind === "timestamp") return new DuckDBTimestampValue(BigInt(value));
  return kind === "int64" || kind === "decimal" ? BigInt(value) : value;
}

/** The columns of a query with one row for each `i`, as the library's values. */
export async function readColumns(
  connection: DuckDBConnection,
  query: string,
  outputs: readonly Output[],
): Promise<readonly (readonly Value[])[]> {
  const list = outputs.map(({ name, type }) => exactly(quoteIdentifier(name), type)).join(", ");
  const reader = await connection.runAndReadAll(`SELECT ${list} FROM (${query}) ORDER BY i`);
  return reader.getColumns().map((column, at) =>
    column.map((value) => {
      const { type = { kind: "null", nullable: true } } = outputs[at] ?? {};
      if (!(value instanceof DuckDBListValue)) return toValue(value, type.kind);
      return value.items.map((item) => toValue(item, type.element?.kind ?? "null") as ScalarValue);
    }),
  );
}

/** A mark in front of text: the client drops a byte order mark that it starts with. */
function exactly(column: string, { kind, element }: ValueType): string {
  if (kind === "string") return `'|' || ${column} AS ${column}`;
  if (kind === "list" && element?.kind === "string") {
    return `list_transform(${column}, lambda x: '|' || x) AS ${column}`;
  }
  return kind === "timestamp" ? `epoch_us(${column}) AS ${column}` : column;
}

function toValue(value: unknown, kind: ValueType["kind"]): Value {
  if (value === null) return null;
  if (kind === "string") return String(value).slice(1);
  if (value instanceof DuckDBTimestampValue) return Number(value.micros);
  return typeof value === "bigint" ? Number(value) : (value as Value);
}
