// Rows of a shop with awkward decimals and lists, written and read by DuckDB alone.
import type { DuckDBConnection, DuckDBDecimalValue, DuckDBListValue } from "@duckdb/node-api";

/** Decimals as their units. */
export interface Sale {
  readonly amount: bigint;
  readonly discount: bigint | null;
  readonly tags: readonly string[];
  readonly prices: readonly bigint[];
  readonly embedding: readonly number[];
}

/** `discount` has fewer digits after the point than declared, `amount` is wide, the embedding is float32. */
export const SALES_SQL = (rows: number, cut: number): string => `
SELECT make_timestamp(${cut} - 1 - i * 977000000) AS at,
  chr(97 + (i % 5)::INTEGER) AS sku,
  ((i % 7) * 1.01)::DECIMAL(9,2) AS list_price,
  CASE WHEN i % 11 = 0 THEN 9999999999.99 WHEN i % 13 = 0 THEN -0.01 ELSE (i * 1.37 - 99)::DECIMAL(30,2) END::DECIMAL(30,2) AS amount,
  CASE WHEN i % 3 = 0 THEN NULL ELSE (i * 0.05)::DECIMAL(9,2) END AS discount,
  CASE WHEN i % 4 = 0 THEN [] ELSE ['new', 'é😀' || i, ''] END::VARCHAR[] AS tags,
  list_transform(range(i % 3), lambda x: (x * 1.05 - 1)::DECIMAL(9,2)) AS prices,
  CASE WHEN i % 5 = 0 THEN NULL ELSE [make_timestamp(i * 1000001), make_timestamp(-1)] END AS times,
  [i % 2 = 0, true]::BOOLEAN[] AS flags,
  [i, -9007199254740991]::BIGINT[] AS counts,
  [i / 7, '-0'::FLOAT, 0.1, i]::FLOAT[] AS embedding,
  i % 2 = 0 AS sold,
  CASE WHEN i % 6 = 0 THEN -9007199254740991 ELSE i * 7 - 50 END AS cents
FROM range(${rows}) t(i)`;

export async function fetchSourceRows(connection: DuckDBConnection, file: string): Promise<readonly Sale[]> {
  const reader = await connection.runAndReadAll(
    `SELECT amount, discount::DECIMAL(9,4), tags, prices, embedding FROM read_parquet('${file}')`,
  );
  const items = <Item>(list: unknown): readonly Item[] =>
    (list as DuckDBListValue).items as unknown as Item[];
  const units = (value: unknown): bigint => (value as DuckDBDecimalValue).value;
  return reader.getRows().map(([amount, discount, tags, prices, embedding]) => ({
    amount: units(amount),
    discount: discount === null ? null : units(discount),
    tags: items<string>(tags),
    prices: items(prices).map(units),
    embedding: items<number>(embedding),
  }));
}
