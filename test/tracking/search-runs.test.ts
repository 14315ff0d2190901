// Searching thousands of runs finds, orders and pages exactly what going through all of them by hand does.
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRows } from "../../runtime/database/insert-rows.ts";
import { createExperiment } from "../../runtime/tracking/experiments.ts";
import { internKeys } from "../../runtime/tracking/keys.ts";
import { searchRuns } from "../../runtime/tracking/search-runs.ts";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MetadataDatabase } from "../../runtime/database/metadata-database.ts";
import { metadataPlace } from "./metadata-place.ts";

/** More than a condition may hold for and still be called rare. */
const RUNS = 5_000;

interface Known {
  readonly number: number;
  readonly auc: number | null;
  readonly loss: number;
  readonly depth: string;
}

const runs: readonly Known[] = Array.from({ length: RUNS }, (_, number) => ({
  number,
  // Some have none, some are NaN, and many are equal.
  auc: number % 11 === 0 ? null : number % 13 === 0 ? Number.NaN : (number * 7919) % 500,
  loss: (number * 104_729) % 1_009,
  depth: String(number % 3),
}));

let metadata: MetadataDatabase;
let folder: string;
let experimentId: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "bifold-search-"));
  metadata = await (await metadataPlace(folder)).open();
  experimentId = await createExperiment(metadata, { name: "search", now: 1 });
  const idOf = await internKeys(metadata, ["auc", "loss", "depth"]);
  const experiment = Number(experimentId);
  await insertRows(metadata, {
    table: "run",
    columns: {
      seq: "bigint",
      run_id: "text",
      experiment_id: "bigint",
      name: "text",
      user_id: "text",
      status: "text",
      start_time: "bigint",
      lifecycle_stage: "text",
      artifact_uri: "text",
    },
    rows: runs.map(({ number }) => [
      number + 1,
      String(number).padStart(32, "0"),
      experiment,
      `run ${number}`,
      "ada",
      "FINISHED",
      Math.floor(number / 2),
      "active",
      "x",
    ]),
  });
  const metric = (key: "auc" | "loss") => (run: Known) => {
    const value = run[key];
    if (value === null) return [];
    return [[run.number + 1, idOf(key), 1, 0, Number.isNaN(value) ? 0 : value, Number.isNaN(value) ? 1 : 0]];
  };
  await insertRows(metadata, {
    table: "latest_metric",
    columns: {
      run_seq: "bigint",
      key_id: "bigint",
      timestamp: "bigint",
      step: "bigint",
      value: "double precision",
      is_nan: "bigint",
    },
    rows: [...runs.flatMap(metric("auc")), ...runs.flatMap(metric("loss"))],
  });
  await insertRows(metadata, {
    table: "param",
    columns: { run_seq: "bigint", key_id: "bigint", value: "text" },
    rows: runs.map(({ number, depth }) => [number + 1, idOf("depth"), depth]),
  });
  // PostgreSQL does so by itself some time after rows came; until then it plans for empty tables.
  if (metadata.dialect.name === "postgresql") await sql`ANALYZE`.execute(metadata.kysely);
});
afterAll(async () => {
  await metadata.close();
  await rm(folder, { recursive: true, force: true });
});

type Order = (a: Known, b: Known) => number;
const newest: Order = (a, b) => Math.floor(b.number / 2) - Math.floor(a.number / 2) || a.number - b.number;
/** Numbers, then NaN, then none. */
const place = (value: number | null): number => (value === null ? 2 : Number.isNaN(value) ? 1 : 0);
const byAuc =
  (direction: 1 | -1): Order =>
  (a, b) =>
    place(a.auc) - place(b.auc) || (place(a.auc) === 0 ? direction * ((a.auc ?? 0) - (b.auc ?? 0)) : 0);
const first =
  (...orders: readonly Order[]): Order =>
  (a, b) =>
    orders.map((order) => order(a, b)).find((result) => result !== 0) ?? 0;

const filters: readonly (readonly [string, (run: Known) => boolean])[] = [
  ["", () => true],
  ["metrics.loss > 100", ({ loss }) => loss > 100],
  ["metrics.auc >= 250 AND params.depth != '1'", ({ auc, depth }) => (auc ?? -1) >= 250 && depth !== "1"],
  ["metrics.auc != 7", ({ auc }) => auc !== null && auc !== 7],
  ["metrics.loss > 1005 AND metrics.auc > 0", ({ loss, auc }) => loss > 1005 && (auc ?? 0) > 0],
  ["params.depth = '2'", ({ depth }) => depth === "2"],
  ["params.depth LIKE '%0' AND metrics.loss <= 900", ({ depth, loss }) => depth === "0" && loss <= 900],
];
const orders: readonly (readonly [readonly string[], Order])[] = [
  [[], newest],
  [["metrics.auc DESC"], first(byAuc(-1), newest)],
  [["metrics.auc ASC"], first(byAuc(1), newest)],
  [["metrics.auc ASC", "metrics.loss DESC"], first(byAuc(1), (a, b) => b.loss - a.loss, newest)],
  [
    ["params.depth ASC", "metrics.auc DESC"],
    first((a, b) => Number(a.depth) - Number(b.depth), byAuc(-1), newest),
  ],
];

test.each(
  filters.flatMap(([filter, holds]) => orders.map(([orderBy, order]) => ({ filter, holds, orderBy, order }))),
)("'$filter' in the order $orderBy", async ({ filter, holds, orderBy, order }) => {
  const expected = runs.filter(holds).toSorted(order);
  const search = { experimentIds: [experimentId], filter, orderBy, maxResults: 100 };
  const read = async (offset: number) => {
    const pageToken = offset === 0 ? undefined : Buffer.from(JSON.stringify([offset])).toString("base64url");
    const { items, nextToken } = await searchRuns(metadata, { ...search, pageToken });
    return { numbers: items.map(({ info }) => Number(info.runId)), more: nextToken !== null };
  };
  // The first page, one in the middle, and the last: where runs without a number are.
  for (const offset of [0, Math.floor(expected.length / 2), Math.max(0, expected.length - 50)]) {
    expect(await read(offset)).toEqual({
      numbers: expected.slice(offset, offset + 100).map(({ number }) => number),
      more: offset + 100 < expected.length,
    });
  }
});
