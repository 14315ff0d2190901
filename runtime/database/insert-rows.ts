// Inserts many rows with few statements: every value is a bound parameter, so doubles arrive bit for bit.
import { CompiledQuery } from "./kysely.ts";
import type { Metadata } from "./metadata-database.ts";

export type ColumnType = "text" | "bigint" | "double precision";

export interface RowInsert {
  readonly table: string;
  /** Column name to type, in the order of the values of a row. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  readonly rows: readonly (readonly (string | number | bigint | null)[])[];
  /** What follows `ON CONFLICT`; default: an existing row stays. */
  readonly onConflict?: string;
}

// Far below the parameter limits of both dialects, and few enough texts for the cache of prepared statements.
const CHUNK = 100;

/**
 * The text is put together here and not by Kysely's builder, whose node for each value costs more than the insert;
 * and SQLite reads a real out of JSON text with a last-digit error now and then, which is why the rows are no JSON.
 */
export async function insertRows({ kysely, dialect }: Metadata, insert: RowInsert): Promise<void> {
  const types = Object.values(insert.columns);
  const head = `INSERT INTO ${insert.table} (${Object.keys(insert.columns).join(", ")}) SELECT * FROM (VALUES `;
  const tail = `) AS fresh WHERE true ON CONFLICT ${insert.onConflict ?? "DO NOTHING"}`;
  for (let start = 0; start < insert.rows.length; start += CHUNK) {
    const rows = insert.rows.slice(start, start + CHUNK);
    let position = 0;
    const line = () =>
      `(${types.map((type) => `CAST(${dialect.placeholder(++position)} AS ${type})`).join(", ")})`;
    const text = head + rows.map(line).join(", ") + tail;
    await kysely.executeQuery(CompiledQuery.raw(text, rows.flat()));
  }
}
