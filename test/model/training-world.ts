// A small world of rows whose label follows a known rule, as a Parquet file and the job to learn from it.
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { TrainingColumn, TrainingJob } from "../../runtime/model/training-job.ts";

/** Row i is as of i minutes into 2001; uniform numbers come from hashes, so that a world is the same in every run. */
const WORLD = `
  SELECT TIMESTAMP '2001-01-01' + i * INTERVAL 1 MINUTE AS as_of, u0 * 10 AS wave, (u1 * 5)::BIGINT AS steps,
    u2 < 0.5 AS flag, CASE WHEN u3 < 0.3 THEN NULL ELSE u3 END AS sometimes, u4 AS noise,
    CASE WHEN u5 < 1 / (1 + exp(-(5 * sin(u0 * 10) + CASE WHEN u2 < 0.5 THEN 1.5 * (u1 * 5)::BIGINT ELSE -2 END
      + CASE WHEN u3 < 0.3 THEN 3 ELSE -3 * u3 END))) THEN 1 ELSE 0 END AS late
  FROM (SELECT i, ${[0, 1, 2, 3, 4, 5].map((k) => `(hash(i, ${k}) % 1000003) / 1000003 AS u${k}`).join(", ")}
    FROM range($ROWS) r(i))`;

export const FEATURES = ["wave", "steps", "flag", "sometimes", "noise"];

const COLUMNS: readonly TrainingColumn[] = [
  { name: "wave", type: "float64", nullable: false, role: "feature" },
  { name: "steps", type: "int64", nullable: false, role: "feature" },
  { name: "flag", type: "bool", nullable: false, role: "feature" },
  { name: "sometimes", type: "float64", nullable: true, role: "feature" },
  { name: "noise", type: "float64", nullable: false, role: "feature" },
  { name: "late", type: "int64", nullable: false, role: "label" },
  { name: "as_of", type: "timestamp", nullable: false, role: "as_of" },
];

export interface WorldOptions {
  readonly directory: string;
  readonly name: string;
  readonly rows: number;
  /** Share of rows, the latest, that are held out. */
  readonly held?: number;
  readonly params?: Readonly<Record<string, unknown>>;
  /** SELECT over `world` that the file is written from. */
  readonly select?: string;
}

export async function query(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowsJS();
  connection.closeSync();
  instance.closeSync();
  return rows;
}

export async function makeWorld(options: WorldOptions): Promise<TrainingJob> {
  const {
    directory,
    name,
    rows,
    held = 0.25,
    params = {},
    select = "SELECT * FROM world ORDER BY as_of",
  } = options;
  const data = join(directory, `${name}.parquet`);
  await query(
    `COPY (WITH world AS (${WORLD.replace("$ROWS", String(rows))}) ${select}) TO '${data}' (FORMAT parquet)`,
  );
  const from = new Date(Date.UTC(2001, 0, 1) + Math.ceil(rows * (1 - held)) * 60_000).toISOString();
  return {
    version: 1,
    data,
    columns: COLUMNS,
    features: FEATURES,
    label: "late",
    asOf: "as_of",
    holdout: held === 0 ? null : { from },
    params,
    seed: 1,
    output: join(directory, name),
  };
}
