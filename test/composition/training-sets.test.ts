// Training sets with roles, horizons, splits and thinned negatives, row by row against what their words mean.
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALL_INDEXED, NONE_INDEXED, type Tuning } from "../../compiler/backends/sql/tuning.ts";
import type { Value } from "../../compiler/ir/value-type.ts";
import { referenceOf, type Row } from "../../compiler/library/reference/evaluate-view.ts";
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
const HOUR = 3_600_000_000;

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

async function built(set: string, tuning?: Tuning): Promise<readonly Row[]> {
  const statements = statementsOf(compiled.plan, tuning);
  await engine.spineFromQuery(statements.get(`sql/training_sets/${set}.spine.sql`) ?? "");
  return rowsOf(engine.stream(statements.get(`sql/training_sets/${set}.sql`) ?? ""));
}

async function unfinished(set: string): Promise<Value> {
  const text = statementsOf(compiled.plan).get(`sql/training_sets/${set}.unfinished.sql`) ?? "";
  return (await rowsOf(engine.stream(text)))[0]?.rows ?? null;
}

interface Payment {
  readonly happened: number;
  readonly who: Value;
  readonly shop: Value;
  readonly euros: number;
}

function paymentsOf({ cards, wires }: PaymentWorld): readonly Payment[] {
  return [
    ...cards.map((card) => ({
      happened: Number(card.paid_at),
      who: card.holder ?? null,
      shop: card.shop ?? null,
      euros: Number(card.cents) / 100,
    })),
    ...wires.map((wire) => ({
      happened: Number(wire.at),
      who: wire.sender ?? null,
      shop: wire.shop ?? null,
      euros: Number(wire.amount),
    })),
  ];
}

function textsOf(rows: readonly Row[]): readonly string[] {
  const text = (row: Row) =>
    JSON.stringify(
      Object.entries(row)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, value]) => [name, Object.is(value, -0) ? "-0" : String(value)]),
    );
  return rows.map(text).sort();
}

describe(`composed training sets, seed ${SEED}`, () => {
  test.each([
    ["indexed", ALL_INDEXED],
    ["joined", NONE_INDEXED],
  ])("have one row an example, under every role, %s", async (_, tuning) => {
    const check = async (world: PaymentWorld): Promise<void> => {
      await settle(world);
      const all = paymentsOf(world);
      const end = Math.max(...all.map(({ happened }) => happened));
      const references = new Map(
        compiled.plan.views.map((view) => [
          view.name,
          referenceOf(view, (source) => (source === "cards" ? world.cards : world.wires)),
        ]),
      );
      const features = (view: string, prefix: string, key: readonly Value[], tau: number) =>
        Object.fromEntries(
          Object.entries(references.get(view)?.(key, tau) ?? {}).map(([name, value]) => [
            `${prefix}__${name}`,
            value,
          ]),
        );
      const outcome = compiled.plan.trainingSets.find(({ name }) => name === "transfers")?.outcome;
      if (!outcome) throw new Error("transfers has no outcome");
      const labels = referenceOf(outcome, (source) => (source === "cards" ? world.cards : world.wires));
      const examples = world.wires.filter((wire) => Number(wire.at) + 5 * HOUR <= end);
      const wanted = examples.map((wire): Row => {
        const asOf = Number(wire.at);
        const { sender = null, receiver = null, shop = null, amount = null } = wire;
        const within = all.filter(
          (payment) =>
            payment.who === sender &&
            payment.euros > 0 &&
            payment.happened >= asOf &&
            payment.happened < asOf + 5 * HOUR,
        );
        const { spent = null } = labels([sender], asOf + 5 * HOUR);
        // By hand, but for the exact sum's last bits.
        expect(spent).toBeCloseTo(within.reduce((sum, { euros }) => sum + euros, 0) / 10 + within.length, 6);
        const from = features("user_stats", "sender", [sender], asOf);
        const to = features("user_stats", "receiver", [receiver], asOf);
        const profile = features("shop_profile", "shop_profile", [shop ?? 1], asOf);
        return {
          sender_user: sender,
          receiver_user: receiver,
          user: receiver,
          merchant: shop ?? 1,
          shopper_user: sender,
          shopper_merchant: shop ?? 0,
          as_of: asOf,
          amount,
          spent,
          split: asOf >= START + 18 * HOUR ? "test" : asOf >= START + 6 * HOUR ? "validation" : "train",
          ...from,
          ...to,
          ...profile,
          ...features("habits", "shopper", [shop ?? 0, sender], asOf),
          ...features("circle", "receiver", [receiver], asOf),
          ...features("circle", "circle", [receiver], asOf),
          compared__apart: Number(from.sender__crowd_1d) - Number(to.receiver__crowd_1d) * 2,
          compared__size: Number(amount) / (Number(profile.shop_profile__avg ?? 0) + 1),
        };
      });
      expect(textsOf(await built("transfers", tuning))).toEqual(textsOf(wanted));
      expect(await unfinished("transfers")).toBe(world.wires.length - examples.length);
    };
    await fc.assert(fc.asyncProperty(paymentWorlds, check), runs);
  });

  test("label what happens within the horizon, and keep one negative in three", async () => {
    const check = async (world: PaymentWorld): Promise<void> => {
      await settle(world);
      const end = Math.max(...world.cards.map((card) => Number(card.paid_at)));
      const all = paymentsOf(world).filter(({ happened }) => happened + 2 * HOUR <= end);
      const labelled = all.map(({ who, happened }) => ({
        who,
        happened,
        churned: !world.cards.some(
          (card) =>
            card.holder === who &&
            Number(card.cents) > 100 &&
            Number(card.paid_at) >= happened &&
            Number(card.paid_at) < happened + 2 * HOUR,
        ),
      }));
      const rows = await built("churn");
      const brief = (row: Row): string => `${row.user} ${row.as_of} ${row.churned}`;
      const wanted = labelled.map(({ who, happened, churned }) => `${who} ${happened} ${churned}`);
      const positives = rows.filter((row) => row.churned === true).map(brief);
      expect(positives.sort()).toEqual(wanted.filter((text) => text.endsWith("true")).sort());
      expect(rows.map(brief).filter((text) => !wanted.includes(text))).toEqual([]);
      for (const row of rows) expect(row.sample_weight).toBe(row.churned === true ? 1 : 3);
      await settle({ cards: [...world.cards].reverse(), wires: [...world.wires].reverse() });
      expect(textsOf(await built("churn"))).toEqual(textsOf(rows));
    };
    await fc.assert(fc.asyncProperty(paymentWorlds, check), runs);
  });

  test("keep a third of many negatives, whatever the sample", async () => {
    const cards = Array.from({ length: 9000 }, (_, index) => ({
      paid_at: START + index * 60_000_000,
      holder: `u${index}`,
      shop: 1,
      cents: index,
      lag_minutes: 0,
    }));
    await settle({ cards, wires: [{ at: START, sender: "a", receiver: "b", shop: 1, amount: 1 }] });
    const rows = await built("churn");
    const negatives = rows.filter((row) => row.churned === false);
    expect(negatives.length).toBeGreaterThan(2700);
    expect(negatives.length).toBeLessThan(3300);
  });
});
