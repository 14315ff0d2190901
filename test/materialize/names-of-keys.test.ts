// Keys that are called as the slots of stored rows are: each value is stored under its key all the same.
import path from "node:path";
import { expect, test } from "vitest";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { materializeView } from "../../runtime/materialize/materialize-view.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { encodeKey } from "../../runtime/online/key-codec.ts";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import { decodeRow } from "../../runtime/online/row-codec.ts";
import { planOf } from "../harness/compile-views.ts";
import { statementsOf } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const folder = temporaryFolder();

const DEFINITIONS = `
import { count, entity, featureView, max, parquet, source, t } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { _r0: t.string, i: t.int64, at: t.timestamp, a0: t.int64 },
  eventTime: (e) => e.at });
export const pair = entity({ keys: { a0: t.string, a1: t.int64 } });
export const greatest = featureView({ entity: pair, source: events, key: (e) => ({ a0: e._r0, a1: e.i }),
  features: (e) => ({ most: max(e.a0).over("1d"), events: count().over("1d") }), refresh: { every: "1h" } });
`;

test("keys and slots of one name", async () => {
  const { plan, program } = planOf(DEFINITIONS);
  const [view] = plan.views;
  if (view === undefined) throw new Error("There is no view.");
  expect(view.layout.slots.map(({ column }) => column)).toEqual(["a0", "a1"]);
  const engine = await openDuckDb({ memoryLimit: "256MB", threads: 2, spill: null });
  await engine.writeParquet(
    `SELECT 'k' || (n % 3) AS _r0, n % 2 AS i, make_timestamp(n) AS "at", n AS a0 FROM range(12) numbers(n)`,
    path.join(folder, "events.parquet"),
  );
  for (const { source } of plan.sources) await engine.registerSource(source, folder);
  const store = await openLmdbStore({ directory: path.join(folder, "online") });
  const manifest = {
    format: 1,
    compiler: "test",
    program,
    fingerprints: { "feature_view/greatest": view.fingerprint },
    layouts: { greatest: view.layout },
    files: {},
    certificates: {},
  } as Manifest;
  const sql = statementsOf(plan).get("materializations/greatest.sql") ?? "";
  const report = await materializeView({
    view: "greatest",
    manifest,
    sql,
    engine,
    store,
    cut: 3_600_000_000,
  });
  expect(report.rows).toBe(6);
  const version = { view: "greatest", fingerprint: view.fingerprint };
  const fields = view.keys.map(({ name, type }) => ({ name, type }));
  const [found] = await store.read([{ version, key: encodeKey(fields, ["k1", 0]) }]);
  // The rows 4 and 10.
  const values = decodeRow(view.layout, found?.row ?? new Uint8Array());
  expect([...values].sort()).toEqual([10, 2]);
  await store.close();
  engine.close();
});
