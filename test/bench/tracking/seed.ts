// Fills the databases of the tracking bench while no server has them open: logging all of it would take an hour.
import { sql } from "kysely";
import Sqlite from "libsql";
import { createRun } from "../../../runtime/tracking/runs.ts";
import { logBatch } from "../../../runtime/tracking/log-batch.ts";
import { openMetadataAt } from "../../tracking/metadata-place.ts";

export const RUNS = 10_000;
export const BIG_RUNS = 100_000;
export const POINTS = 1_000_000;
const BATCH = 10_000;

const series = (count: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})`;
/** A number in [0, 1) that follows from a run and a metric. */
const value = (run: string, metric: string) => `((${run}) * 7919 + (${metric}) * 104729) % 99991 / 99991.0`;

/** The same rows that logging would have written; the long curve is logged, for it is quick. */
export async function seedBifold(database: string, runId: string): Promise<void> {
  const metadata = await openMetadataAt(database);
  // One run that is logged brings the names into the dictionary.
  const names = "0".repeat(32);
  await createRun(metadata, { runId: names, experimentId: "0", startTime: 1 });
  const list = (prefix: string, length: number) => Array.from({ length }, (_, i) => `${prefix}${i}`);
  await logBatch(metadata, names, {
    metrics: list("m", 20).map((key) => ({ key, value: 0, timestamp: 1, step: 0 })),
    params: list("p", 20).map((key) => ({ key, value: "0" })),
    tags: list("t", 5).map((key) => ({ key, value: "0" })),
  });
  for (let start = 0; start < POINTS; start += BATCH) {
    const metrics = Array.from({ length: BATCH }, (_, i) => {
      const step = start + i;
      return { key: "loss", value: Math.sin(step / 1000) / (1 + step), timestamp: 1_000_000 + step, step };
    });
    await logBatch(metadata, runId, { metrics });
  }
  const isPostgres = metadata.dialect.name === "postgresql";
  const hex = (number: string) =>
    isPostgres ? `lpad(to_hex(${number}), 32, '0')` : `printf('%032x', ${number})`;
  for (const [experiment, count] of [
    [1001, RUNS],
    [1002, BIG_RUNS],
  ] as const) {
    const runs = `(SELECT seq, CAST(seq % ${count} AS INTEGER) AS i FROM run WHERE experiment_id = ${experiment})`;
    const key = (prefix: string) => `(SELECT id FROM key WHERE name = '${prefix}' || n.i)`;
    const id = hex(`i + ${experiment} * 1000000`);
    const statements = [
      `INSERT INTO experiment VALUES (${experiment}, 'bench ${count}', 'mlflow-artifacts:/${experiment}', 'active', 1, 1)`,
      `INSERT INTO run (run_id, experiment_id, name, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri)
        ${series(count)} SELECT ${id}, ${experiment}, 'run ' || i, 'ada', 'FINISHED', 1700000000000 + i,
          1700000001000 + i, 'active', 'mlflow-artifacts:/${experiment}/' || ${id} || '/artifacts' FROM n`,
      ...["metric", "latest_metric"].map(
        (table) => `INSERT INTO ${table} (run_seq, key_id, timestamp, step, value, is_nan)
        ${series(20)} SELECT seq, ${key("m")}, 1700000000500, 9, ${value("r.i", "n.i")}, 0 FROM ${runs} r, n`,
      ),
      `INSERT INTO param (run_seq, key_id, value)
        ${series(20)} SELECT seq, ${key("p")}, CAST((r.i + n.i) % 10 AS TEXT) FROM ${runs} r, n`,
      `INSERT INTO tag (run_seq, key_id, value)
        ${series(5)} SELECT seq, ${key("t")}, 'tag ' || (r.i % 100) FROM ${runs} r, n`,
    ];
    await metadata.kysely.transaction().execute(async (transaction) => {
      for (const statement of statements) await sql.raw(statement).execute(transaction);
    });
  }
  // PostgreSQL would by itself within a minute of so many rows.
  if (isPostgres) await sql`ANALYZE`.execute(metadata.kysely);
  await metadata.close();
}

export async function seedMlflow(database: string, runId: string): Promise<void> {
  const db = new Sqlite(database);
  const runs = `(SELECT run_uuid, CAST(substr(name, 5) AS INTEGER) AS i FROM runs WHERE experiment_id = 1001)`;
  db.exec(`PRAGMA synchronous = OFF;
    BEGIN;
    INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
      VALUES (1001, 'bench', 'mlflow-artifacts:/1001', 'active', 1, 1);
    INSERT INTO runs (run_uuid, name, source_type, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id)
      ${series(RUNS)} SELECT printf('%032x', i + 1001000000), 'run ' || i, 'UNKNOWN', 'ada', 'FINISHED',
        1700000000000 + i, 1700000001000 + i, 'active',
        printf('mlflow-artifacts:/1001/%032x/artifacts', i + 1001000000), 1001 FROM n;
    ${["metrics", "latest_metrics"]
      .map(
        (table) => `INSERT INTO ${table} (key, value, timestamp, run_uuid, step, is_nan)
      ${series(20)} SELECT 'm' || n.i, ${value("r.i", "n.i")}, 1700000000500, run_uuid, 9, 0 FROM ${runs} r, n;`,
      )
      .join("\n")}
    INSERT INTO params (key, value, run_uuid)
      ${series(20)} SELECT 'p' || n.i, CAST((r.i + n.i) % 10 AS TEXT), run_uuid FROM ${runs} r, n;
    INSERT INTO tags (key, value, run_uuid)
      ${series(5)} SELECT 't' || n.i, 'tag ' || (r.i % 100), run_uuid FROM ${runs} r, n;
    INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)
      ${series(POINTS)} SELECT 'loss', 1.0 / (1 + i), 1000000 + i, '${runId}', i, 0 FROM n;
    COMMIT;`);
  db.close();
}
