// Keeps the extremes of every stretch of a metric's history, so that a curve of any length is drawn from a few rows.
import type { Int64 } from "../database/dialect.ts";
import { insertRows } from "../database/insert-rows.ts";
import type { Metadata } from "../database/metadata-database.ts";
import type { LoggedMetric } from "./records.ts";

/** A stretch has 2^level steps; both levels are kept of every metric. */
export const LEVELS = [8, 16] as const;
export type Level = (typeof LEVELS)[number];

const COLUMNS = {
  run_seq: "bigint",
  key_id: "bigint",
  level: "bigint",
  bucket: "bigint",
  first_time: "bigint",
  last_time: "bigint",
  least_value: "double precision",
  least_step: "bigint",
  least_time: "bigint",
  greatest_value: "double precision",
  greatest_step: "bigint",
  greatest_time: "bigint",
} as const;

const either = (column: string, condition: string): string =>
  `${column} = CASE WHEN ${condition} THEN excluded.${column} ELSE metric_bucket.${column} END`;
const beyond = (end: string, sign: string): string =>
  `excluded.${end}_value ${sign} metric_bucket.${end}_value OR metric_bucket.${end}_value IS NULL`;
const extreme = (end: string, sign: string): readonly string[] =>
  ["value", "step", "time"].map((part) => either(`${end}_${part}`, beyond(end, sign)));

const WIDEN = `(run_seq, key_id, level, bucket) DO UPDATE SET ${[
  either("first_time", "excluded.first_time < metric_bucket.first_time"),
  either("last_time", "excluded.last_time > metric_bucket.last_time"),
  ...extreme("least", "<"),
  ...extreme("greatest", ">"),
].join(", ")}`;

interface Stretch {
  readonly id: number;
  readonly level: Level;
  readonly bucket: Int64;
  first: Int64;
  last: Int64;
  least: LoggedMetric | null;
  greatest: LoggedMetric | null;
}

/** Inside the transaction that writes the points; the same points again change nothing. */
export async function writeBuckets(
  metadata: Metadata,
  runSeq: number,
  metrics: readonly LoggedMetric[],
  idOf: (name: string) => number,
): Promise<void> {
  const stretches = new Map<string, Stretch>();
  for (const metric of metrics) {
    const id = idOf(metric.key);
    for (const level of LEVELS) {
      const bucket = bucketOf(metric.step, level);
      const name = `${id}/${level}/${bucket}`;
      const stretch = stretches.get(name);
      if (stretch !== undefined) widen(stretch, metric);
      else stretches.set(name, startOf(metric, id, level, bucket));
    }
  }
  // In one order for all writers, so that two of them cannot wait for one another.
  const sorted = [...stretches.values()].toSorted(
    (a, b) => a.id - b.id || a.level - b.level || (a.bucket < b.bucket ? -1 : 1),
  );
  const rows = sorted.map(({ id, level, bucket, first, last, least, greatest }) => [
    runSeq,
    id,
    level,
    bucket,
    first,
    last,
    ...[least, greatest].flatMap((point) =>
      point === null ? [null, null, null] : [point.value, point.step, point.timestamp],
    ),
  ]);
  await insertRows(metadata, { table: "metric_bucket", columns: COLUMNS, rows, onConflict: WIDEN });
}

export function bucketOf(step: Int64, level: Level): Int64 {
  return typeof step === "bigint" ? step >> BigInt(level) : Math.floor(step / 2 ** level);
}

function startOf(metric: LoggedMetric, id: number, level: Level, bucket: Int64): Stretch {
  const point = Number.isNaN(metric.value) ? null : metric;
  const { timestamp } = metric;
  return { id, level, bucket, first: timestamp, last: timestamp, least: point, greatest: point };
}

function widen(stretch: Stretch, metric: LoggedMetric): void {
  const { timestamp, value } = metric;
  if (timestamp < stretch.first) stretch.first = timestamp;
  if (timestamp > stretch.last) stretch.last = timestamp;
  if (Number.isNaN(value)) return;
  if (stretch.least === null || value < stretch.least.value) stretch.least = metric;
  if (stretch.greatest === null || value > stretch.greatest.value) stretch.greatest = metric;
}
