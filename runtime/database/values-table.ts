// A constant table in SQL from rows in memory: every value is a bound parameter, so doubles arrive bit for bit.
import { type RawBuilder, sql } from "kysely";

export type ColumnType = "text" | "bigint" | "double precision";

/**
 * `(VALUES (…), (…))`, to be named in a FROM; its columns are `column1`, `column2`, … in both dialects.
 * SQLite reads a real out of JSON text with a last-digit error now and then, which is why this is not JSON.
 */
export function valuesTable(
  types: readonly ColumnType[],
  rows: readonly (readonly (string | number | bigint | null)[])[],
): RawBuilder<unknown> {
  const casts = types.map((type) => sql.raw(type));
  const lines = rows.map(
    (row) => sql`(${sql.join(casts.map((cast, i) => sql`CAST(${row[i] ?? null} AS ${cast})`))})`,
  );
  return sql`(VALUES ${sql.join(lines)})`;
}

/** Cuts rows into pieces small enough for the parameter limits of both dialects. */
export function* chunksOf<T>(rows: readonly T[], size = 500): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}
