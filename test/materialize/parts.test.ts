// A view whose gathered values do not fit in memory is materialized in parts; every key once, every value as it is.
import path from "node:path";
import { expect, test } from "vitest";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import { materializeView } from "../../runtime/materialize/materialize-view.ts";
import { inParts, type Part, WHOLE } from "../../runtime/materialize/parts.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { encodeKey } from "../../runtime/online/key-codec.ts";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import { decodeRow } from "../../runtime/online/row-codec.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { planOf } from "../harness/compile-views.ts";
import { statementsOf } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

const KEYS = 200_000;
const ROWS_A_KEY = 10;
const CUT = 2_000_000_000_000_000;
const folder = temporaryFolder();

const DEFINITIONS = `
import { entity, featureView, firstN, lastN, parquet, source, t } from "bifold";
export const events = source({ from: parquet("events.parquet"),
  columns: { user: t.int64, at: t.timestamp, amount: t.int64 }, eventTime: (e) => e.at, tieBreak: ["amount"] });
export const user = entity({ keys: { user: t.int64 } });
export const baskets = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ newest: lastN(e.amount, 8), oldest: firstN(e.amount, 8).overAll() }), refresh: { every: "1d" } });
`;

test("within a limit that all keys at once exceed", async () => {
  const { plan, program } = planOf(DEFINITIONS);
  const [view] = plan.views;
  if (view === undefined) throw new Error("There is no view.");
  const sql = statementsOf(plan).get("materializations/baskets.sql") ?? "";
  const engine = await openDuckDb({ memoryLimit: "150MB", threads: 2, spill: folder });
  await engine.writeParquet(
    `SELECT i % ${KEYS} AS "user", make_timestamp(1000000 * i) AS "at", i AS amount FROM range(${KEYS * ROWS_A_KEY}) rows(i)`,
    path.join(folder, "events.parquet"),
  );
  for (const { source } of plan.sources) await engine.registerSource(source, folder);
  // Else the test would not try what it says.
  await expect(rowsOf(engine.stream(sql, { cut: CUT, ...WHOLE }))).rejects.toMatchObject({
    code: "F5015",
    message: expect.stringMatching(/ran out of memory: .*143\.\d MiB/),
  });

  const store = await openLmdbStore({ directory: path.join(folder, "online") });
  const manifest = {
    format: 1,
    compiler: "test",
    program,
    fingerprints: { "feature_view/baskets": view.fingerprint },
    layouts: { baskets: view.layout },
    files: {},
    certificates: {},
  } as Manifest;
  const report = await materializeView({ view: "baskets", manifest, sql, engine, store, cut: CUT });
  expect(report.rows).toBe(KEYS);
  const version = { view: "baskets", fingerprint: view.fingerprint };
  const asked = Array.from({ length: KEYS / 100 }, (_, at) => at * 100 + (at % 100));
  const fields = view.keys.map(({ name, type }) => ({ name, type }));
  const rows = await store.read(asked.map((key) => ({ version, key: encodeKey(fields, [key]) })));
  asked.forEach((key, at) => {
    const amounts = Array.from({ length: ROWS_A_KEY }, (_, nth) => key + nth * KEYS);
    const row = rows[at]?.row ?? null;
    if (row === null) throw new Error(`the key ${key} is not stored`);
    expect(decodeRow(view.layout, row)).toEqual([amounts.slice(0, 8), amounts.slice(-8).reverse()]);
  });
  await store.close();
  engine.close();
}, 120_000);

test("parts are halved until they fit, and every hash is in one of them", async () => {
  const done: Part[] = [];
  await inParts(async (part) => {
    // The first half fits in quarters, the second as it is.
    if (part.parts === 1 || (part.parts === 2 && part.part === 0)) return new Error("too many");
    done.push(part);
    return null;
  });
  const owners = Array.from({ length: 64 }, (_, hash) =>
    done.filter(({ part, parts }) => hash % parts === part),
  );
  expect(owners.map(({ length }) => length)).toEqual(owners.map(() => 1));
  expect(done).toHaveLength(3);
  await expect(inParts(async () => new Error("never fits"))).rejects.toThrow("never fits");
});
