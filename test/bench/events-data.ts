// The events and labels that the offline benchmarks ask about: made once, kept beside the packages' caches.
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Files } from "./measure-statement.ts";

export const FOLDER = path.resolve("node_modules/.cache/bifold-bench");
export const ENTITIES = 100_000;

/**
 * - uniform: every entity as often as any other.
 * - skewed: one entity has a tenth of all rows, the others follow Zipf's law; labels ask as events fall.
 */
export type Keys = "uniform" | "skewed";

/** Draws of one row: more than any column's seed. */
const SEEDS = 128;

/** 90 days of one-second instants, ties included. */
export async function eventsData(events: number, labels: number, keys: Keys): Promise<Files> {
  mkdirSync(FOLDER, { recursive: true });
  const files = {
    events: path.join(FOLDER, `events-${events}-${keys}.parquet`),
    labels: path.join(FOLDER, `labels-${labels}-${keys}.parquet`),
  };
  if (existsSync(files.events) && existsSync(files.labels)) return files;
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "4GB" });
  const connection = await instance.connect();
  const random = (seed: number, below: number): string => `(hash(i * ${SEEDS} + ${seed}) % ${below})::BIGINT`;
  const entity = (seed: number): string =>
    keys === "uniform"
      ? random(seed, ENTITIES)
      : `CASE WHEN ${random(seed, 10)} = 0 THEN 0 ELSE pow(${ENTITIES}, ${random(seed + 50, 1_000_000)} / 1e6)::BIGINT END`;
  await connection.run(`COPY (SELECT ${entity(1)} AS entity,
    TIMESTAMP '2024-01-01' + to_seconds((i::DOUBLE / ${events} * 7776000)::BIGINT) AS ts, i AS created_ts, ${random(2, 100_000)} AS amt,
    ${random(3, 1_000_000)} / 1e6 AS v1, ${random(4, 1_000_000)} / 1e6 AS v2, ${random(5, 1_000_000)} / 1e4 AS v3, ${random(6, 1000)} AS v4, ${random(7, 50)} AS v5
    FROM range(${events}) t(i)) TO '${files.events}' (FORMAT parquet, COMPRESSION zstd)`);
  await connection.run(`COPY (SELECT i AS row_id, ${entity(8)} AS entity, TIMESTAMP '2024-01-01' + to_seconds(${random(9, 7_776_000)}) AS as_of
    FROM range(${labels}) t(i)) TO '${files.labels}' (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
  instance.closeSync();
  return files;
}
