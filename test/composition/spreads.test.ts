// Groups that are spread into definitions leave no trace: what is compiled is what the same text written out gives.
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";

const GROUPS = `
import { count, mean, sum, t } from "bifold";
export const event = { at: t.timestamp, user: t.string, amount: t.float64 };
export const keys = (user: string) => ({ user });
export const WINDOWS = ["1d", "7d"] as const;
const counts = () => ({ rows: count().over(WINDOWS) });
export const spend = (amount: number) => {
  const euros = amount / 100;
  return { spend_7d: sum(euros).over("7d"), usual_30d: mean(euros).over("30d"), ...counts() };
};
export function compared(basket: number, { spend_7d, rows_7d }: { spend_7d: number; rows_7d: number }) {
  return { against_usual: basket / (spend_7d + 1), busy: rows_7d };
}
export const scaled = (x: number) => ({ scaled: x / 100 });
export const BOOSTING = { trees: 60, depth: 6 };
`;
const SPREAD = `
import { count, entity, featureView, max, model, parquet, requestView, source, t, trainingSet } from "bifold";
import { BOOSTING, compared, event, keys, scaled, spend, WINDOWS } from "./groups.ts";
export const user = entity({ keys: { user: t.string } });
export const cards = source({
  from: parquet("cards.parquet"),
  columns: { ...event, declined: t.bool },
  eventTime: (card) => card.at,
});
const cutHourly = { refresh: { every: "1h" } } as const;
export const user_cards = featureView({
  ...cutHourly,
  entity: user,
  source: cards,
  key: (card) => ({ ...keys(card.user) }),
  features: (card) => ({ ...spend(card.amount), most: max(card.amount).over([...WINDOWS, "30d"]) }),
});
const mine = { mine: user_cards };
export const at_checkout = requestView({
  request: { ...{ basket: t.float64 } },
  inputs: { ...mine },
  features: (request, { mine }) => ({ ...compared(request.basket, mine), basket: request.basket }),
});
const VIEWS = [user_cards] as const;
export const examples = trainingSet({
  spine: cards,
  keys: (card) => ({ ...keys(card.user) }),
  asOf: (card) => card.at,
  request: (card) => ({ ...{ basket: card.amount } }),
  label: (card) => ({ declined: card.declined }),
  views: [...VIEWS, at_checkout],
});
export const risk = model({
  trainingSet: examples,
  inputs: (read) => ({ ...scaled(read(user_cards).spend_7d), busy: read(at_checkout).busy }),
  trainer: "trainers/risk.ts",
  params: { ...BOOSTING, rate: 0.1 },
  output: "probability",
});
`;
const WRITTEN = `
import { count, entity, featureView, max, mean, model, parquet, requestView, source, sum, t, trainingSet } from "bifold";
export const user = entity({ keys: { user: t.string } });
export const cards = source({
  from: parquet("cards.parquet"),
  columns: { at: t.timestamp, user: t.string, amount: t.float64, declined: t.bool },
  eventTime: (card) => card.at,
});
export const user_cards = featureView({
  entity: user,
  source: cards,
  key: (card) => ({ user: card.user }),
  features: (card) => ({
    spend_7d: sum(card.amount / 100).over("7d"),
    usual_30d: mean(card.amount / 100).over("30d"),
    rows: count().over(["1d", "7d"]),
    most: max(card.amount).over(["1d", "7d", "30d"]),
  }),
  refresh: { every: "1h" },
});
export const at_checkout = requestView({
  request: { basket: t.float64 },
  inputs: { mine: user_cards },
  features: (request, { mine }) => ({
    against_usual: request.basket / (mine.spend_7d + 1),
    busy: mine.rows_7d,
    basket: request.basket,
  }),
});
export const examples = trainingSet({
  spine: cards,
  keys: (card) => ({ user: card.user }),
  asOf: (card) => card.at,
  request: (card) => ({ basket: card.amount }),
  label: (card) => ({ declined: card.declined }),
  views: [user_cards, at_checkout],
});
export const risk = model({
  trainingSet: examples,
  inputs: (read) => ({ scaled: read(user_cards).spend_7d / 100, busy: read(at_checkout).busy }),
  trainer: "trainers/risk.ts",
  params: { trees: 60, depth: 6, rate: 0.1 },
  output: "probability",
});
`;

/** Fingerprints, SQL, serving code, schemas: all of what is compiled. */
function artifactsOf(files: Readonly<Record<string, string>>) {
  const { value, diagnostics } = compile(
    Object.entries(files).map(([file, text]) => ({ file: `definitions/${file}`, text })),
  );
  // Nothing here reads all of the features.
  expect(diagnostics.filter(({ code }) => code !== "F2141")).toEqual([]);
  return value?.artifacts;
}

test("what is spread compiles to what is written out", () => {
  const spread = artifactsOf({ "groups.ts": GROUPS, "all.ts": SPREAD });
  expect(spread?.map(({ path }) => path)).toContain("sql/feature_views/user_cards.sql");
  expect(spread).toEqual(artifactsOf({ "all.ts": WRITTEN }));
});
