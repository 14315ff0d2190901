// Unions, and features of features: generated SQL, asked and materialized, against an interpreter that looks at every row.
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WHOLE } from "../../runtime/materialize/parts.ts";
import { ALL_INDEXED, NONE_INDEXED } from "../../compiler/backends/sql/tuning.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { evaluateExpression } from "../../compiler/library/emit.ts";
import { cutAt, referenceOf } from "../../compiler/library/reference/evaluate-view.ts";
import { aggregations } from "../../compiler/library/aggregations/index.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import { planOf } from "../harness/compile-views.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";
import { statementsOf } from "../harness/run-views.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { writeRows } from "../harness/worlds.ts";
import { CARD_COLUMNS, PAYMENTS, type PaymentWorld, paymentWorlds, START, WIRE_COLUMNS } from "./payments.ts";

const folder = temporaryFolder();
const SEED = Number(process.env.BIFOLD_SEED ?? Date.now() % 1_000_000_007);
const RUNS = Number(process.env.BIFOLD_RUNS ?? 6);
const runs = { numRuns: RUNS, seed: SEED, endOnFailure: true };
const MINUTE = 60_000_000;
const PEOPLE: readonly Value[] = ["a", "b", "ü", "nobody"];
const SHOPS: readonly Value[] = [0, 1, 2, 3];

let engine: OfflineEngine;
let compiled: ReturnType<typeof planOf>;
beforeAll(async () => {
  compiled = planOf(PAYMENTS);
  engine = await openDuckDb({ memoryLimit: "1GB", threads: 2, spill: folder });
});
afterAll(() => engine?.close());

async function settle({ cards, wires }: PaymentWorld): Promise<void> {
  await writeRows(path.join(folder, "cards.parquet"), CARD_COLUMNS, cards);
  await writeRows(path.join(folder, "wires.parquet"), WIRE_COLUMNS, wires);
  for (const { source } of compiled.plan.sources) await engine.registerSource(source, folder);
}

function rowsOfWorld(world: PaymentWorld) {
  return (source: string) => (source === "cards" ? world.cards : world.wires);
}

function keysOf(names: readonly string[]): readonly (readonly Value[])[] {
  return names.reduce<readonly (readonly Value[])[]>(
    (keys, name) => keys.flatMap((key) => (name === "user" ? PEOPLE : SHOPS).map((value) => [...key, value])),
    [[]],
  );
}

describe(`composed views, seed ${SEED}`, () => {
  test.each([
    ["indexed", ALL_INDEXED],
    ["joined", NONE_INDEXED],
  ])("answer as the interpreter does, %s", async (_, tuning) => {
    const statements = statementsOf(compiled.plan, tuning);
    const asked = fc.array(
      fc.integer({ min: 0, max: 300 }).map((steps) => START + steps * 5 * MINUTE),
      { minLength: 1, maxLength: 2 },
    );
    await fc.assert(
      fc.asyncProperty(paymentWorlds, asked, async (world, instants) => {
        await settle(world);
        for (const view of compiled.plan.views) {
          const reference = referenceOf(view, rowsOfWorld(world));
          const keys = keysOf(view.keys.map(({ name }) => name));
          for (const tau of instants) {
            await engine.spineFromValues(
              view.keys,
              view.keys.map((__, column) => keys.map((key) => key[column] ?? null)),
              tau,
            );
            const answers = await rowsOf(
              engine.stream(statements.get(`sql/feature_views/${view.name}.sql`) ?? ""),
            );
            expect(answers.length).toBe(keys.length);
            keys.forEach((key, index) => {
              for (const [feature, value] of Object.entries(reference(key, tau))) {
                const found = answers[index]?.[`${view.name}__${feature}`];
                expect(found, `${view.name}.${feature} of ${key} at ${tau}`).toBe(value);
              }
            });
          }
        }
      }),
      runs,
    );
  });

  test("materialize to the interpreter's values at the cut", async () => {
    const statements = statementsOf(compiled.plan);
    const cuts = fc.integer({ min: 0, max: 300 }).map((steps) => START + steps * 5 * MINUTE);
    await fc.assert(
      fc.asyncProperty(paymentWorlds, cuts, async (world, instant) => {
        await settle(world);
        for (const view of compiled.plan.views) {
          const cut = cutAt(view, instant);
          const job = statements.get(`materializations/${view.name}.sql`) ?? "";
          const stored = await rowsOf(engine.stream(job, { cut, ...WHOLE }));
          const reference = referenceOf(view, rowsOfWorld(world));
          for (const key of keysOf(view.keys.map(({ name }) => name))) {
            const row = stored.find((each) =>
              view.keys.every((part, index) => each[part.name] === key[index]),
            );
            const wanted = reference(key, cut);
            for (const feature of view.features) {
              const atom = (id: string): Value => {
                const planned = view.atoms.find((each) => each.id === id);
                if (planned === undefined) return null;
                if (row === undefined) {
                  return aggregations[planned.aggregation as keyof typeof aggregations].whenEmpty;
                }
                const old = Number(row[`${id}_time`] ?? Number.NEGATIVE_INFINITY) < cut - (view.ttl ?? 0);
                return planned.carriesTime && old ? null : (row[id] ?? null);
              };
              const value = evaluateExpression(feature.expression, () => cut, atom);
              expect(value, `${view.name}.${feature.name} of ${key} at ${cut}`).toBe(wanted[feature.name]);
            }
          }
        }
      }),
      runs,
    );
  });
});
