// Logs metrics, params and tags to a run: all of them or none, and the same again changes nothing.
import type { Int64 } from "../database/dialect.ts";
import { insertRows } from "../database/insert-rows.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { invalid } from "../database/store-error.ts";
import { internKeys } from "./keys.ts";
import { writeModelMetrics } from "./logged-model-metrics.ts";
import { writeParams, writeTags } from "./params-and-tags.ts";
import { writeBuckets } from "./metric-buckets.ts";
import type { KeyValue, LoggedMetric } from "./records.ts";
import { requireActiveRun } from "./active-run.ts";
import { checkKey } from "./validate-names.ts";

export interface Batch {
  readonly metrics?: readonly LoggedMetric[];
  readonly params?: readonly KeyValue[];
  readonly tags?: readonly KeyValue[];
}

/** One transaction, durable when it resolves; any size (the MLflow interface has its own limits). */
export async function logBatch(metadata: Metadata, runId: string, batch: Batch): Promise<void> {
  await inTransaction(metadata, (transaction) => addToRun(transaction, runId, batch));
}

/** The same inside a transaction of the caller's. */
export async function addToRun(transaction: Metadata, runId: string, batch: Batch): Promise<void> {
  const runSeq = await requireActiveRun(transaction, runId);
  await writeParams(transaction, runSeq, batch.params ?? []);
  await writeMetrics(transaction, runSeq, batch.metrics ?? []);
  await writeTags(transaction, runSeq, batch.tags ?? []);
  await writeModelMetrics(transaction, runId, batch.metrics ?? []);
}

const COLUMNS = {
  run_seq: "bigint",
  key_id: "bigint",
  timestamp: "bigint",
  step: "bigint",
  value: "double precision",
  is_nan: "bigint",
} as const;

const KEEP_LATEST = `(run_seq, key_id) DO UPDATE SET
  timestamp = excluded.timestamp, step = excluded.step, value = excluded.value, is_nan = excluded.is_nan
  WHERE (excluded.step, excluded.timestamp, excluded.value)
    > (latest_metric.step, latest_metric.timestamp, latest_metric.value)`;

async function writeMetrics(
  metadata: Metadata,
  runSeq: number,
  metrics: readonly LoggedMetric[],
): Promise<void> {
  if (metrics.length === 0) return;
  for (const [position, metric] of metrics.entries()) checkMetric(`metrics[${position}]`, metric);
  const idOf = await internKeys(
    metadata,
    metrics.map(({ key }) => key),
  );
  const latest = new Map<string, LoggedMetric>();
  for (const metric of metrics) {
    const other = latest.get(metric.key);
    if (other === undefined || isLater(metric, other)) latest.set(metric.key, metric);
  }
  const rowOf = ({ key, timestamp, step, value }: LoggedMetric) =>
    [runSeq, idOf(key), timestamp, step, orderedValue(value), Number.isNaN(value) ? 1 : 0] as const;
  await insertRows(metadata, { table: "metric", columns: COLUMNS, rows: metrics.map(rowOf) });
  // In one order for all writers, so that two of them cannot wait for one another.
  const rows = Array.from(latest.values(), rowOf).toSorted((a, b) => a[1] - b[1]);
  await insertRows(metadata, { table: "latest_metric", columns: COLUMNS, rows, onConflict: KEEP_LATEST });
  await writeBuckets(metadata, runSeq, metrics, idOf);
}

/** Throws INVALID_PARAMETER_VALUE, naming the place by `path`. */
export function checkMetric(path: string, { key, timestamp, step }: LoggedMetric): void {
  checkKey(`${path}.name`, key);
  if (!isInt64(timestamp) || timestamp < 0) {
    throw invalid(
      `Invalid value ${timestamp} for parameter '${path}.timestamp' supplied: metric '${key}'. Timestamp must be a nonnegative long (64-bit integer) `,
    );
  }
  if (!isInt64(step)) {
    throw invalid(
      `Invalid value ${step} for parameter '${path}.step' supplied: metric '${key}'. Step must be a valid long (64-bit integer).`,
    );
  }
}

/** A NaN compares as 0, here and in the database, so that the order is total. */
export const orderedValue = (value: number): number => (Number.isNaN(value) ? 0 : value);

function isInt64(value: Int64): boolean {
  return typeof value === "bigint" ? BigInt.asIntN(64, value) === value : Number.isSafeInteger(value);
}

function isLater(a: LoggedMetric, b: LoggedMetric): boolean {
  if (a.step !== b.step) return a.step > b.step;
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp;
  return orderedValue(a.value) > orderedValue(b.value);
}
