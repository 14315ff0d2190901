// DuckDB as the offline engine sets it up, and columns of values in and out of it.
import { type DuckDBConnection, DuckDBInstance, DuckDBTimestampValue } from "@duckdb/node-api";
import type { Value, ValueType } from "../../compiler/ir/value-type.ts";
import { quoteIdentifier, sqlType } from "../../compiler/library/literals.ts";

export interface Column {
  readonly name: string;
  readonly type: ValueType;
  readonly values: readonly Value[];
}

export async function openDatabase(threads = 1): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  return connection;
}

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
    for (const { type, values } of columns) {
      const value = values[row] ?? null;
      if (value === null) appender.appendNull();
      else if (type.kind === "int64") appender.appendBigInt(BigInt(value));
      else if (type.kind === "float64") appender.appendDouble(value as number);
      else if (type.kind === "bool") appender.appendBoolean(value as boolean);
      else if (type.kind === "string") appender.appendVarchar(value as string);
      else appender.appendTimestamp(new DuckDBTimestampValue(BigInt(value)));
    }
    appender.endRow();
  }
  appender.closeSync();
}

export interface Output {
  readonly name: string;
  readonly type: ValueType;
}

/** The columns of a query with one row for each `i`, as the library's values. */
export async function readColumns(
  connection: DuckDBConnection,
  query: string,
  outputs: readonly Output[],
): Promise<readonly (readonly Value[])[]> {
  const list = outputs.map(({ name, type }) => exactly(quoteIdentifier(name), type)).join(", ");
  const reader = await connection.runAndReadAll(`SELECT ${list} FROM (${query}) ORDER BY i`);
  return reader.getColumns().map((column, at) => column.map((value) => toValue(value, outputs[at]?.type)));
}

/** A mark in front of text: the client drops a byte order mark that it starts with. */
function exactly(column: string, type: ValueType): string {
  if (type.kind === "string") return `'|' || ${column} AS ${column}`;
  return type.kind === "timestamp" ? `epoch_us(${column}) AS ${column}` : column;
}

function toValue(value: unknown, type: ValueType | undefined): Value {
  if (value === null) return null;
  if (type?.kind === "string") return String(value).slice(1);
  return typeof value === "bigint" ? Number(value) : (value as Value);
}
