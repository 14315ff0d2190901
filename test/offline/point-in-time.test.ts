// Every view that the language can say today, on small nasty worlds: generated SQL against an oracle that looks at every row.
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WHOLE } from "../../runtime/materialize/parts.ts";
import { ALL_INDEXED, NONE_INDEXED, TUNING, type Tuning } from "../../compiler/backends/sql/tuning.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { cutAt, referenceOf } from "../../compiler/library/reference/evaluate-view.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { planOf } from "../harness/compile-views.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { statementsOf, storedFeatures, viewAsOfSpine } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import {
  EVENT_COLUMNS,
  ORIGIN,
  SPINE_COLUMNS,
  type World,
  withOne,
  worlds,
  writeRows,
} from "../harness/worlds.ts";

const folder = temporaryFolder();
const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
const RUNS = Number(process.env.BIFOLD_RUNS ?? 8);

const FEATURES = `
  features: (event) => ({
    total: sum(event.amount).over(["1h", "6h"]),
    average: mean(event.amount).over("1d"),
    events: count().over(["1h", "1d"], { hop: "5m" }),
    priced: count(event.price).over("6h"),
    price_sum: sum(event.price).over("1d"),
    price_mean: mean(event.price).over("6h"),
    price_min: min(event.price).over(["1h", "1d"]),
    price_max: max(event.price).over("6h"),
    amount_max: max(event.amount).over(["6h", "1d"]),
    note_max: max(event.note).over("1d"),
    at_min: min(event.at).over("1d"),
    last_price: last(event.price),
    last_note: last(event.note),
    amount: event.amount,
    ratio: (sum(event.price).over("6h")) / (count().over("6h") + 1),
    log_total: Math.log1p(Math.abs(mean(event.amount).over("1h") ?? 0)),
    seen: last(event.paid) === null ? "never" : "seen",
  }),`;

const worldsOfViews = `
import { csv, count, entity, featureView, last, max, mean, min, parquet, source, sum, t } from "bifold";
const columns = { user: t.string, shop: t.int64, at: t.timestamp, lag_minutes: t.int64, amount: t.int64,
  price: t.float64.nullable(), note: t.string.nullable(), paid: t.bool, seq: t.int64 };
export const late = source({ from: parquet("events.parquet"), columns, eventTime: (e) => e.at,
  availableAt: (e) => e.at.plusMinutes(e.lag_minutes), tieBreak: ["seq"] });
export const shifted = source({ from: parquet("events.parquet"), columns, eventTime: (e) => e.at,
  availableAt: (e) => e.at.plus("1h") });
export const prompt = source({ from: parquet("events.parquet"), columns, eventTime: (e) => e.at, asOf: "inclusive" });
export const user = entity({ keys: { user: t.string } });
export const visit = entity({ keys: { user: t.string, shop: t.int64 } });
export const by_late = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }),
  where: (e) => e.amount > -200, ${FEATURES} refresh: { every: "10m" }, ttl: "12h" });
export const by_shifted = featureView({ entity: visit, source: shifted, key: (e) => ({ user: e.user, shop: e.shop }),
  ${FEATURES.replaceAll('"1h"', '"2h"')} refresh: { every: "1h", delay: "10m" }, ttl: "1d" });
export const by_prompt = featureView({ entity: user, source: prompt, key: (e) => ({ user: e.user }),
  ${FEATURES} refresh: "stream" });
export const windowed = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }),
  features: (event) => ({ total: sum(event.amount).over("6h"), largest: max(event.price).over("1d") }), refresh: { every: "1d" } });
`;

let engine: OfflineEngine;
let compiled: ReturnType<typeof planOf>;
beforeAll(async () => {
  compiled = planOf(worldsOfViews);
  engine = await openDuckDb({ memoryLimit: "1GB", threads: 2, spill: folder });
});
afterAll(() => engine?.close());

async function settle(world: World): Promise<void> {
  await writeRows(path.join(folder, "events.parquet"), EVENT_COLUMNS, withOne(world.rows));
  await writeRows(path.join(folder, "spine.parquet"), SPINE_COLUMNS, world.spine);
  for (const { source } of compiled.plan.sources) await engine.registerSource(source, folder);
}

async function allViews(tuning: Tuning): Promise<Readonly<Record<string, readonly Record<string, Value>[]>>> {
  const statements = statementsOf(compiled.plan, tuning);
  const results: Record<string, readonly Record<string, Value>[]> = {};
  for (const view of compiled.plan.views) {
    results[view.name] = await viewAsOfSpine(engine, compiled.plan, statements, view.name, folder);
  }
  return results;
}

const runs = { numRuns: RUNS, seed: SEED, endOnFailure: false };

describe(`point in time, seed ${SEED}`, () => {
  test.each([
    ["indexed", ALL_INDEXED],
    ["indexed, values in the whole tree", { ...TUNING, hotFactor: 0 }],
    ["joined", NONE_INDEXED],
    ["each key by its weight", TUNING],
  ])("every answer is the oracle's, %s", async (_, tuning) => {
    const check = async (world: World): Promise<void> => {
      await settle(world);
      const results = await allViews(tuning);
      for (const view of compiled.plan.views) {
        const answers = results[view.name] ?? [];
        expect(answers.length, "one row a spine row").toBe(world.spine.length);
        const rows = withOne(world.rows);
        const reference = referenceOf(view, () => rows);
        world.spine.forEach((asked, index) => {
          const key = view.keys.map((part) => asked[part.name as "user" | "shop"]);
          const wanted = reference(key, asked.as_of);
          for (const [feature, value] of Object.entries(wanted)) {
            expect(
              answers[index]?.[`${view.name}__${feature}`],
              `${view.name}.${feature} of ${key} at ${asked.as_of}`,
            ).toBe(value);
          }
        });
      }
    };
    await fc.assert(fc.asyncProperty(worlds, check), runs);
  });

  test("materialized values are the oracle's at the cut", async () => {
    const check = async (world: World, cut: number): Promise<void> => {
      await settle(world);
      const statements = statementsOf(compiled.plan);
      for (const view of compiled.plan.views) {
        const at = cutAt({ ...view, refresh: view.refresh && { ...view.refresh, delay: 0 } }, cut);
        const tau = at + (view.refresh?.delay ?? 0);
        const stored = await rowsOf(
          engine.stream(statements.get(`materializations/${view.name}.sql`) ?? "", { cut: at, ...WHOLE }),
        );
        const rows = withOne(world.rows);
        const reference = referenceOf(view, () => rows);
        for (const user of ["a", "b", "ü😀", "nobody"]) {
          for (const shop of view.keys.length > 1 ? [0, 1, 2] : [0]) {
            const key = [user, shop].slice(0, view.keys.length);
            const wanted = reference(key, tau);
            expect(storedFeatures(view, stored, key, tau), `${view.name} of ${key} at ${at}`).toEqual(wanted);
          }
        }
      }
    };
    const cuts = fc.integer({ min: 0, max: 400 }).map((steps) => ORIGIN + steps * 600_000_000);
    await fc.assert(fc.asyncProperty(worlds, cuts, check), runs);
  });

  test("events of the future, or not yet known, change no past answer", async () => {
    const check = async (world: World): Promise<void> => {
      const present = world.spine.flatMap((asked) => (asked.as_of === null ? [] : [asked.as_of]));
      const latest = present.length === 0 ? ORIGIN : Math.max(...present);
      await settle(world);
      const before = await allViews(ALL_INDEXED);
      const minute = 60_000_000;
      const later = world.rows.map((row, index) =>
        index % 2 === 0
          ? { ...row, at: latest + 1 + index * minute }
          : { ...row, lag_minutes: Math.ceil((latest - Number(row.at)) / minute) + 1 + index },
      );
      await settle({
        ...world,
        rows: [...later.filter((row) => onlyLater(row, latest)), ...world.rows],
      });
      const after = await allViews(ALL_INDEXED);
      expect(after.by_late).toEqual(before.by_late);
      expect(after.windowed).toEqual(before.windowed);
    };
    await fc.assert(fc.asyncProperty(worlds, check), runs);
  });

  test("the order of rows in the file leaves no trace", async () => {
    const check = async (world: World): Promise<void> => {
      await settle(world);
      const before = await allViews(ALL_INDEXED);
      await settle({ ...world, rows: [...world.rows].reverse() });
      expect(await allViews(ALL_INDEXED)).toEqual(before);
    };
    await fc.assert(fc.asyncProperty(worlds, check), runs);
  });
});

function onlyLater(row: Readonly<Record<string, Value>>, latest: number): boolean {
  return Number(row.at) + Number(row.lag_minutes) * 60_000_000 > latest;
}
