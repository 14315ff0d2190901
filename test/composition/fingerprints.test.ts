// What a composed definition is built on is part of its identity; what the author merely called it is not.
import { expect, test } from "vitest";
import type { Program } from "../../compiler/ir/program.ts";
import { createFingerprints } from "../../compiler/plan/fingerprint.ts";
import { planOf } from "../harness/compile-views.ts";
import { PAYMENTS } from "./payments.ts";

function fingerprintsAfter(...changes: readonly (readonly [string, string])[]) {
  const text = changes.reduce((before, [from, to]) => {
    if (!before.includes(from)) throw new Error(`nothing reads ${from}`);
    return before.replaceAll(from, to);
  }, PAYMENTS);
  return allOf(planOf(text).program);
}

function allOf(program: Program): Readonly<Record<string, string>> {
  const of = createFingerprints(program);
  return {
    ...Object.fromEntries(program.featureViews.map(({ name }) => [name, of.featureView(name)])),
    ...Object.fromEntries(program.requestViews.map(({ name }) => [name, of.requestView(name)])),
    ...Object.fromEntries(program.trainingSets.map(({ name }) => [name, of.trainingSet(name)])),
  };
}

const base = allOf(planOf(PAYMENTS).program);

function changed(...changes: readonly (readonly [string, string])[]): readonly string[] {
  const after = fingerprintsAfter(...changes);
  return Object.keys(base)
    .filter((name) => after[name] !== base[name])
    .sort();
}

test("a view that stands beside rows changes what stands on it, and nothing else", () => {
  expect(changed(["max(p.euros).over", "min(p.euros).over"], ["max, mean", "max, mean, min"])).toEqual([
    "churn",
    "circle",
    "compared",
    "shop_profile",
    "transfers",
    "user_stats",
  ]);
});

test("a part of a union changes what reads that part", () => {
  expect(changed(["card.cents / 100, kind", "card.cents / 10, kind"])).toEqual([
    "churn",
    "circle",
    "compared",
    "habits",
    "shop_profile",
    "transfers",
    "user_stats",
  ]);
  expect(changed(["who: wire.receiver", "who: wire.sender"])).toEqual(["circle", "transfers"]);
});

test("the names of inputs, the order of parts and the name of a union leave no trace", () => {
  expect(
    changed(
      ["crowd: sum(shop.n)", "crowd: sum(s.n)"],
      ["(card, { shop, habit })", "(card, { shop: s, habit })"],
      ["mean(card.cents / ((shop.", "mean(card.cents / ((s."],
      ["max(shop.most)", "max(s.most)"],
      ["last(shop.kind)", "last(s.kind)"],
    ),
  ).toEqual([]);
  expect(
    changed(
      ["stats: { view", "them: { view"],
      ["{ stats })", "{ them })"],
      ["stats.crowd_1d", "them.crowd_1d"],
      ["stats.ratio", "them.ratio"],
    ),
  ).toEqual([]);
  expect(changed(["later = union", "afterwards = union"], ["source: later", "source: afterwards"])).toEqual(
    [],
  );
});

test("who is the sender and who the receiver is no matter of names", () => {
  expect(
    changed([
      'from: role("sender", user_stats), to: role("receiver", user_stats)',
      'to: role("sender", user_stats), from: role("receiver", user_stats)',
    ]),
  ).toEqual(["compared", "transfers"]);
});

test("a horizon, negatives and a split are part of a training set alone", () => {
  expect(changed(['horizon: "5h"', 'horizon: "6h"'])).toEqual(["transfers"]);
  expect(changed(["oneIn: 3", "oneIn: 4"])).toEqual(["churn"]);
  expect(changed(["2001-03-01T18:00:00Z", "2001-03-01T19:00:00Z"])).toEqual(["transfers"]);
});
