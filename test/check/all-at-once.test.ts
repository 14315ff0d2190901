// Mistakes of reading and of checking come at once, and what could not be read makes no complaint of its readers.
import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";

const PROJECT = `
import { count, deployment, entity, featureView, last, mean, model, parquet, requestView, role, source, sum, t,
  trainingSet, union } from "bifold";
const usual = 100;
const scaled = (amount: number) => amount / usual;
export const user = entity({ keys: { user: t.string } });
export const shop = entity({ keys: { shop: t.int64 } });
export const cards = source({ from: parquet("cards.parquet"), columns: { at: t.timestamp, user: t.string.nullable(),
  shop: t.int64, amount: t.float64, declined: t.bool }, eventTime: (c) => c.at, tieBreak: ["shop"] });
export const wires = source({ from: parquet("wires.parquet"), columns: { at: t.timestamp, from: t.string,
  to: t.string, amount: t.float64 }, eventTime: (w) => w.at });
export const payments = union({ columns: { at: t.timestamp, user: t.string.nullable(), amount: t.float64 }, from: [
  [cards, (c) => ({ at: c.at, user: c.user, amount: c.amount })],
  [wires, (w) => ({ at: w.at, user: w.from, amount: scaled(w.amount) })]] });
export const shops = featureView({ entity: shop, source: cards, key: (c) => ({ shop: c.shop }),
  features: (c) => ({ usual: mean(c.amount).over(["1d", "7d"]), latest: last(c.amount) }), refresh: { every: "1h" } });
export const spending = featureView({ entity: user, source: cards,
  inputs: { shop: { view: shops, key: (c) => ({ shop: c.shop }) } },
  key: (c) => ({ user: c.user }), where: (c) => c.user !== null,
  features: (c, { shop }) => ({ spent: sum(c.amount).over(["1d", "7d"]),
    dear: mean(c.amount / (shop.usual_7d ?? 1)).over("7d") }), refresh: { every: "10m" }, ttl: "9d" });
export const flows = featureView({ entity: user, source: payments, key: (p) => ({ user: p.user }),
  where: (p) => p.user !== null, features: (p) => ({ paid: sum(p.amount).over("7d") }), refresh: { every: "10m" } });
export const now = requestView({ request: { amount: t.float64 }, inputs: { from: role("sender", spending), to: flows },
  features: (request, { from, to }) => ({ part: request.amount / (from.spent_7d + to.paid + 1) }) });
export const transfers = trainingSet({ spine: wires, keys: (w) => ({ sender_user: w.from, user: w.to }),
  asOf: (w) => w.at, request: (w) => ({ amount: w.amount }),
  label: { horizon: "7d", source: cards, key: (c) => ({ user: c.user ?? "" }),
    value: () => ({ declined: count().overAll() > 0 }) },
  views: [role("sender", spending), flows, now] });
export const judge = model({ trainingSet: transfers, trainer: "trainers/judge.ts", output: "p", nulls: "allow",
  inputs: (read) => ({ part: read(now).part, paid: read(flows).paid + read(role("sender", spending)).spent_7d }) });
export const served = deployment({ model: judge, alias: "champion" });
`;
/** One feature that cannot be read, among mistakes of the same view that have nothing to do with it. */
const BESIDE_UNREADABLE = `
export const kept = source({ from: parquet("kept.parquet"), columns: { at: t.timestamp, user: t.string, n: t.int64 },
  eventTime: (k) => k.at, availableAt: (k) => k.at.plus("2h"), retention: "20d" });
export const zz_mixed = featureView({ entity: user, source: kept, key: (k) => ({ user: k.user }),
  features: (k) => ({ never: last(k.n == 3), beyond: sum(k.n).over("30d"), late: sum(k.n).over("1h"),
    uneven: sum(k.n).over("10h", { hop: "3h" }), latest: last(k.n) }), refresh: { every: "6h" }, ttl: "1h" });
`;
const CHECKED = `
export const zz_lonely = featureView({ entity: user, source: wires, key: (w) => ({ user: w.from }),
  features: (w) => ({ a: sum(w.none).over("7d"), b: sum(w.amount).over("7x") }), refresh: { every: "1h" } });
`;

const codesOf = (text: string) =>
  compile([{ file: "definitions/all.ts", text }])
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);

test("the project is sound, and the mistakes beside it are of checking", () => {
  expect(codesOf(PROJECT)).toEqual([]);
  expect(codesOf(PROJECT + CHECKED)).toEqual(["F2020", "F2045"]);
});

/** A part of the project, and the mistake in its place. */
const UNREADABLE: readonly (readonly [string, string])[] = [
  ["const usual = 100", "const usual = Date.now()"],
  ["amount / usual", "{ for (;;) {} }"],
  ["keys: { user: t.string } });", "keys: { user: t.text } });"],
  ["shop = entity({ keys: { shop: t.int64 } })", "shop = entity()"],
  ["amount: t.float64, declined: t.bool", "amount: t.float64(3), declined: t.bool"],
  ["eventTime: (c) => c.at", "eventTime: (c) => new Date(c.at)"],
  ['tieBreak: ["shop"]', "tieBreak: shop"],
  ["user: c.user, amount: c.amount })]", "user: c.user!, amount: c.amount })]"],
  ['mean(c.amount).over(["1d", "7d"])', 'mean(Math.random()).over(["1d", "7d"])'],
  ["latest: last(c.amount)", "latest: last(c.amount == 3)"],
  ["latest: last(c.amount)", "...c"],
  ["latest: last(c.amount)", "...nothing(c)"],
  ["latest: last(c.amount)", '...{ spent_7d: last(c.amount), usual: sum(c.shop).over("1d") }'],
  ["user: c.user, amount: c.amount })]", "...c })]"],
  ["source: cards, key: (c) => ({ shop: c.shop })", "...nothing, key: (c) => ({ shop: c.shop })"],
  ["{ view: shops,", "{ view: cards,"],
  ["key: (c) => ({ user: c.user }), where", "key: (c) => ({ user: c.user as string }), where"],
  ["where: (c) => c.user !== null", "where: (c) => c.user != null"],
  ["features: (p) => ({ paid: sum(p.amount)", "features: (p) => ({ paid: sum(fetch(p.amount))"],
  ['refresh: { every: "10m" }, ttl', 'refresh: "10m", ttl'],
  ["features: (request, { from, to }) => ({ part:", "features: (request, { from, to }) => ({ part: 1n +"],
  ["request: { amount: t.float64 }", "request: { amount: Number }"],
  ["keys: (w) => ({ sender_user: w.from,", "keys: (w) => ({ sender_user: Date.now(),"],
  ["count().overAll() > 0 })", "count().overAll() == 0 })"],
  ['views: [role("sender", spending), flows, now]', "views: [...all]"],
  ["part: read(now).part", "part: read(user).part"],
  ["label: {", "label: { horizont: 3,"],
  ['alias: "champion"', "alias: 3"],
];

test.each(UNREADABLE)("'%s' written as '%s'", (sound, wrong) => {
  expect(PROJECT.split(sound)).not.toHaveLength(1);
  const text = PROJECT.replace(sound, wrong);
  const alone = codesOf(text);
  expect(alone.length).toBeGreaterThan(0);
  expect(alone.filter((code) => !code.startsWith("F1"))).toEqual([]);
  expect(codesOf(text + CHECKED).filter((code) => !code.startsWith("F1"))).toEqual(["F2020", "F2045"]);
});

test("a group that cannot be read is told once, whoever spreads it, and makes no complaint of who reads those", () => {
  const text = PROJECT.replace(
    "const usual = 100",
    'const group = { ...nothing, n: count().over("1d") };\nconst usual = 100',
  )
    .replace("latest: last(c.amount)", "...group")
    .replace('paid: sum(p.amount).over("7d")', "...group");
  expect(codesOf(text)).toEqual(["F1030"]);
});

test("a feature that cannot be read hides no mistake beside it", () => {
  const { diagnostics } = compile([{ file: "definitions/all.ts", text: PROJECT + BESIDE_UNREADABLE }]);
  const added = diagnostics.filter(({ span }) => (span?.start ?? 0) >= PROJECT.length);
  const codes = added.map(({ code, severity }) => `${code} ${severity}`);
  expect(codes.sort()).toEqual([
    "F1041 error",
    "F2080 error",
    "F2081 error",
    "F2082 error",
    "F2084 error",
    "F2085 warning",
  ]);
});
