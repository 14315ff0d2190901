// A long metric history cut down for a chart, keeping in every part of it the least and the greatest value.
import { sql } from "kysely";
import { toInt64 } from "../database/dialect.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { findKeys } from "./keys.ts";
import { findRun } from "./read-runs.ts";
import type { Metric } from "./records.ts";

export interface SampleOptions {
  /** About how many points to return; the ends of the range come besides. */
  readonly maxResults: number;
  readonly steps?: { readonly start: number; readonly end: number } | undefined;
}

interface Row {
  readonly value: number;
  readonly is_nan: number;
  readonly at: number | string;
  readonly at_step: number | string;
}

/** In order of step, then timestamp; all points when there are no more than asked for. */
export async function sampleHistory(
  metadata: Metadata,
  runId: string,
  key: string,
  { maxResults, steps }: SampleOptions,
): Promise<readonly Metric[]> {
  const run = await findRun(metadata, runId);
  const keyId = (await findKeys(metadata, [key])).get(key) ?? -1;
  const { kysely, dialect } = metadata;
  const inRange = steps === undefined ? sql`` : sql`AND step BETWEEN ${steps.start} AND ${steps.end}`;
  const points = sql`FROM metric WHERE run_seq = ${run.seq} AND key_id = ${keyId} ${inRange}`;
  const measured = await sql<{ points: number; first: number; last: number }>`SELECT count(*) AS points,
    min(step) AS first, max(step) AS last ${points}`.execute(kysely);
  const [range] = measured.rows;
  if (range === undefined || range.points === 0) return [];

  const columns = sql`value, is_nan, ${dialect.int64(sql.ref("timestamp"))} AS at,
    ${dialect.int64(sql.ref("step"))} AS at_step`;
  let rows: readonly Row[];
  if (range.points <= maxResults) {
    rows = (await sql<Row>`SELECT ${columns} ${points} ORDER BY step, timestamp, value`.execute(kysely)).rows;
  } else {
    const width = Math.max(1, Math.ceil((Number(range.last) - Number(range.first) + 1) / (maxResults / 2)));
    // Small integers written out: PostgreSQL must see the same expression in both places.
    const part = sql`CAST((step - ${sql.lit(Number(range.first))}) / ${sql.lit(width)} AS BIGINT)`;
    const rest = sql`is_nan, ${dialect.int64(sql.ref("timestamp"))} AS at, ${dialect.int64(sql.ref("step"))} AS at_step`;
    const extremes = (which: "least" | "greatest") =>
      sql<Row>`${dialect.extremeRows({ which, columns: rest, rows: sql`${points} AND is_nan = 0`, part })}`.execute(
        kysely,
      );
    const least = await extremes("least");
    const greatest = await extremes("greatest");
    const ends = await sql<Row>`SELECT ${columns} ${points} AND step IN (${range.first}, ${range.last})
      ORDER BY step, timestamp LIMIT 2`.execute(kysely);
    rows = [...least.rows, ...greatest.rows, ...ends.rows];
  }
  const unique = new Map(rows.map((row) => [`${row.at_step}/${row.at}/${row.value}/${row.is_nan}`, row]));
  return [...unique.values()]
    .map((row) => ({
      key,
      value: row.is_nan === 1 ? Number.NaN : row.value,
      timestamp: toInt64(row.at),
      step: toInt64(row.at_step),
    }))
    .toSorted((a, b) => Number(a.step) - Number(b.step) || Number(a.timestamp) - Number(b.timestamp));
}
