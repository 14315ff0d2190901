// DuckDB's side of the dialect.
import type { SqlDialect } from "./dialect.ts";

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `//` and `%` truncate toward zero in DuckDB; times before 1970 must round down. */
export const duckdb: SqlDialect = {
  name: "duckdb",
  identifier,
  epochMicros: (timestamp) => `epoch_us(${timestamp})`,
  floorTo: (micros, step) => `(${micros} - ((${micros}) % ${step} + ${step}) % ${step})`,
  floorDivide: (dividend, divisor) =>
    `((${dividend} - ((${dividend}) % ${divisor} + ${divisor}) % ${divisor}) // ${divisor})`,
  hashOf: (columns) =>
    `md5_number_lower(concat_ws('|', ${columns.map((column) => `coalesce(${identifier(column)}::VARCHAR, chr(0))`).join(", ")}))`,
};
