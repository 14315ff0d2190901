// Reads runs with everything logged to them: a fixed number of statements, however many runs.
import { sql } from "../database/kysely.ts";
import { toInt64 } from "../database/dialect.ts";
import type { Metadata } from "../database/metadata-database.ts";
import type { Schema } from "../database/schema.ts";
import { missing } from "../database/store-error.ts";
import { readInputs } from "./inputs.ts";
import type { KeyValue, Metric, Run, RunInfo, RunStatus } from "./records.ts";

/** A row of the run table, as selected. */
export interface RunRow extends Omit<Schema["run"], "seq"> {
  readonly seq: number;
}

export async function readRunInfo(metadata: Metadata, runId: string): Promise<RunInfo> {
  return infoOf(await findRun(metadata, runId));
}

export async function readRun(metadata: Metadata, runId: string): Promise<Run> {
  const [run] = await readRunData(metadata, [await findRun(metadata, runId)]);
  if (run === undefined) throw missing(`Run with id=${runId} not found`);
  return run;
}

export async function findRun({ kysely }: Metadata, runId: string): Promise<RunRow> {
  const row = await kysely.selectFrom("run").selectAll().where("run_id", "=", runId).executeTakeFirst();
  if (row === undefined) throw missing(`Run with id=${runId} not found`);
  return row;
}

/** Completes rows of the run table, in their order. */
export async function readRunData(metadata: Metadata, rows: readonly RunRow[]): Promise<readonly Run[]> {
  const seqs = rows.map(({ seq }) => seq);
  const metrics = await readLatestMetrics(metadata, seqs);
  const params = await readPairs(metadata, "param", seqs);
  const tags = await readPairs(metadata, "tag", seqs);
  const inputs = await readInputs(metadata, seqs);
  return rows.map((row) => ({
    info: infoOf(row),
    metrics: metrics.get(row.seq) ?? [],
    params: params.get(row.seq) ?? [],
    tags: tags.get(row.seq) ?? [],
    datasets: inputs.datasetsOf(row.seq),
    modelInputs: inputs.modelsInto(row.seq),
    modelOutputs: inputs.modelsOutOf(row.seq),
  }));
}

function infoOf(row: RunRow): RunInfo {
  return {
    runId: row.run_id,
    experimentId: String(row.experiment_id),
    name: row.name,
    userId: row.user_id,
    status: row.status as RunStatus,
    startTime: row.start_time,
    endTime: row.end_time,
    lifecycleStage: row.lifecycle_stage,
    artifactUri: row.artifact_uri,
  };
}

async function readLatestMetrics({ kysely, dialect }: Metadata, seqs: readonly number[]) {
  const { rows } = await sql<{
    run_seq: number;
    name: string;
    value: number;
    is_nan: number;
    timestamp: number | string;
    step: number | string;
  }>`SELECT run_seq, key.name, value, is_nan, ${dialect.int64(sql.ref("timestamp"))} AS timestamp,
      ${dialect.int64(sql.ref("step"))} AS step
    FROM latest_metric JOIN key ON key.id = key_id
    WHERE ${dialect.isAnyOf(sql.ref("run_seq"), seqs)}`.execute(kysely);
  const byRun = new Map<number, Metric[]>();
  for (const row of rows) {
    const value = row.is_nan === 1 ? Number.NaN : row.value;
    const metric = { key: row.name, value, timestamp: toInt64(row.timestamp), step: toInt64(row.step) };
    listAt(byRun, row.run_seq).push(metric);
  }
  for (const metrics of byRun.values()) metrics.sort(byKey);
  return byRun;
}

// One row a run instead of one a pair: the client of SQLite spends more on a row than on all its text.
async function readPairs({ kysely, dialect }: Metadata, table: "param" | "tag", seqs: readonly number[]) {
  const pairs = dialect.jsonPairs(sql.ref("key.name"), sql.ref("value"));
  const { rows } = await sql<{ run_seq: number; pairs: string }>`SELECT run_seq, ${pairs} AS pairs
    FROM ${sql.table(table)} JOIN key ON key.id = key_id
    WHERE ${dialect.isAnyOf(sql.ref("run_seq"), seqs)} GROUP BY run_seq`.execute(kysely);
  return new Map(
    rows.map((row): [number, KeyValue[]] => {
      const entries = JSON.parse(row.pairs) as [string, string][];
      return [row.run_seq, entries.map(([key, value]) => ({ key, value })).sort(byKey)];
    }),
  );
}

function listAt<T>(lists: Map<number, T[]>, key: number): T[] {
  const existing = lists.get(key);
  if (existing !== undefined) return existing;
  const fresh: T[] = [];
  lists.set(key, fresh);
  return fresh;
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : Number(a.key > b.key);
}
