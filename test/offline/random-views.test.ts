// Every aggregation over every form of window, on small nasty worlds: both physical ways and the materialization give the oracle's answers.
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WHOLE } from "../../runtime/materialize/parts.ts";
import { ALL_INDEXED, NONE_INDEXED } from "../../compiler/backends/sql/tuning.ts";
import type { Plan } from "../../compiler/ir/plan.ts";
import { cutAt, referenceOf } from "../../compiler/library/reference/evaluate-view.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { planOf } from "../harness/compile-views.ts";
import { type RandomView, randomViews, withAggregates } from "../harness/random-views.ts";
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
const RUNS = Number(process.env.BIFOLD_RUNS ?? 10);
const WAYS = { indexed: ALL_INDEXED, joined: NONE_INDEXED } as const;
const DAY = 86_400_000_000;

/** Lags none, constant and variable; cuts at once, on a grid, and delayed; null tie breaks. */
const definitions = `
import { count, entity, featureView, parquet, source, t } from "bifold";
const columns = { user: t.string, shop: t.int64, at: t.timestamp, lag_minutes: t.int64, amount: t.int64,
  price: t.float64.nullable(), note: t.string.nullable(), paid: t.bool, seq: t.int64 };
export const late = source({ from: parquet("events.parquet"), columns, eventTime: (e) => e.at,
  availableAt: (e) => e.at.plusMinutes(e.lag_minutes), tieBreak: ["note", "seq"] });
export const shifted = source({ from: parquet("events.parquet"), columns, eventTime: (e) => e.at,
  availableAt: (e) => e.at.plus("1h") });
export const prompt = source({ from: parquet("events.parquet"), columns, eventTime: (e) => e.at, asOf: "inclusive", tieBreak: ["seq"] });
export const user = entity({ keys: { user: t.string } });
export const visit = entity({ keys: { user: t.string, shop: t.int64 } });
export const by_late = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }), where: (e) => e.amount > -200,
  features: () => ({ n: count().over("1d") }), refresh: { every: "10m" } });
export const by_prompt = featureView({ entity: user, source: prompt, key: (e) => ({ user: e.user }),
  features: () => ({ n: count().over("1d") }), refresh: "stream" });
export const by_shifted = featureView({ entity: visit, source: shifted, key: (e) => ({ user: e.user, shop: e.shop }),
  features: () => ({ n: count().over("1d") }), refresh: { every: "1h", delay: "10m" } });
export const stream_late = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }),
  features: () => ({ n: count().over("1d") }), refresh: "stream" });
`;

let engine: OfflineEngine;
let compiled: ReturnType<typeof planOf>;
beforeAll(async () => {
  compiled = planOf(definitions);
  engine = await openDuckDb({ memoryLimit: "1GB", threads: 2, spill: folder });
});
afterAll(() => engine?.close());

/** Views forget latest values after `ttl`, or never. */
function planWith(views: readonly RandomView[], ttl: number | null): Plan {
  const featureViews = compiled.program.featureViews.map((view) => ({ ...view, ttl }));
  return withAggregates({ ...compiled.program, featureViews }, views);
}

const views = fc.array(randomViews, { minLength: 4, maxLength: 4 });
const ttls = fc.constantFrom(null, DAY / 2);
const cuts = fc.integer({ min: 0, max: 400 }).map((steps) => ORIGIN + steps * 600_000_000);

async function settle(world: World): Promise<void> {
  await writeRows(path.join(folder, "events.parquet"), EVENT_COLUMNS, withOne(world.rows));
  await writeRows(path.join(folder, "spine.parquet"), SPINE_COLUMNS, world.spine);
  for (const { source } of compiled.plan.sources) await engine.registerSource(source, folder);
}

async function holdPointInTime(plan: Plan, world: World, way: keyof typeof WAYS): Promise<void> {
  const statements = statementsOf(plan, WAYS[way]);
  for (const view of plan.views) {
    const answers = await viewAsOfSpine(engine, plan, statements, view.name, folder);
    expect(answers.length, "one row a spine row").toBe(world.spine.length);
    const rows = withOne(world.rows);
    const reference = referenceOf(view, () => rows);
    world.spine.forEach((asked, index) => {
      const key = view.keys.map((part) => asked[part.name as "user" | "shop"]);
      const wanted = reference(key, asked.as_of);
      for (const [feature, value] of Object.entries(wanted)) {
        const answer = answers[index]?.[`${view.name}__${feature}`];
        expect(answer, `${way}: ${view.name}.${feature} of ${key} at ${asked.as_of}`).toEqual(value);
      }
    });
  }
}

async function holdMaterialized(plan: Plan, world: World, cut: number): Promise<void> {
  const statements = statementsOf(plan);
  for (const view of plan.views) {
    const at = cutAt({ ...view, refresh: view.refresh && { ...view.refresh, delay: 0 } }, cut);
    const tau = at + (view.refresh?.delay ?? 0);
    const job = statements.get(`materializations/${view.name}.sql`) ?? "";
    const stored = await rowsOf(engine.stream(job, { cut: at, ...WHOLE }));
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
}

describe(`random views, seed ${SEED}`, () => {
  test("every answer is the oracle's", async () => {
    const check = async (
      chosen: readonly RandomView[],
      ttl: number | null,
      world: World,
      cut: number,
    ): Promise<void> => {
      const plan = planWith(chosen, ttl);
      await settle(world);
      await holdPointInTime(plan, world, "indexed");
      await holdPointInTime(plan, world, "joined");
      await holdMaterialized(plan, world, cut);
    };
    const runs = { numRuns: RUNS, seed: SEED, endOnFailure: true };
    await fc.assert(fc.asyncProperty(views, ttls, worlds, cuts, check), runs);
  });
});
