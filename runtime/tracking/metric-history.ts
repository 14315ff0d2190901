// Reads the history of a metric in pages, in the order timestamp, step, value.
import { sql } from "../database/kysely.ts";
import { toInt64 } from "../database/dialect.ts";
import type { Metadata } from "../database/metadata-database.ts";
import { findKeys } from "./keys.ts";
import { type PageOptions, readPageToken, writePageToken } from "../database/page-token.ts";
import { findRun } from "./read-runs.ts";
import type { Metric, Page } from "./records.ts";

export async function metricHistory(
  metadata: Metadata,
  runId: string,
  key: string,
  { maxResults, pageToken }: PageOptions,
): Promise<Page<Metric>> {
  const run = await findRun(metadata, runId);
  const keyId = (await findKeys(metadata, [key])).get(key);
  if (keyId === undefined) return { items: [], nextToken: null };
  const { dialect, kysely } = metadata;
  const after = readPageToken(pageToken);
  // Continue after the last row read, not at an offset: the millionth point costs what the first does.
  const from = after
    ? sql`AND (timestamp, step, value, is_nan) > (${BigInt(String(after[0]))}, ${BigInt(String(after[1]))},
        ${Number(after[2])}, ${Number(after[3])})`
    : sql``;
  const { rows } = await sql<{
    value: number;
    is_nan: number;
    timestamp: number | string;
    step: number | string;
  }>`SELECT value, is_nan, ${dialect.int64(sql.ref("metric.timestamp"))} AS timestamp,
      ${dialect.int64(sql.ref("metric.step"))} AS step
    FROM metric WHERE run_seq = ${run.seq} AND key_id = ${keyId} ${from}
    ORDER BY metric.timestamp, metric.step, metric.value, metric.is_nan LIMIT ${maxResults + 1}`.execute(
    kysely,
  );
  const more = rows.length > maxResults;
  if (more) rows.pop();
  const last = rows.at(-1);
  return {
    items: rows.map((row) => ({
      key,
      value: row.is_nan === 1 ? Number.NaN : row.value,
      timestamp: toInt64(row.timestamp),
      step: toInt64(row.step),
    })),
    nextToken:
      more && last !== undefined
        ? writePageToken([String(last.timestamp), String(last.step), String(last.value), last.is_nan])
        : null,
  };
}
