// A fault planted in the SQL of any strategy, of a window's edge or of a view beside rows is found, and its world made small.
import { afterAll, beforeAll, expect, test } from "vitest";
import { certifyView } from "../../runtime/certify/certify-view.ts";
import type { Faces } from "../../runtime/certify/contract.ts";
import type { World } from "../../runtime/certify/world.ts";
import { type OpenSurroundings, openSurroundings } from "../fuzz/open-surroundings.ts";
import { withProgram } from "../fuzz/run-program.ts";
import { planted } from "./plant.ts";

const HEAD = `
import { clamp, count, countDistinct, entity, featureView, first, firstN, last, lastN, max, median, minBy, mode, parquet, quantile, source, sum, t, topK, union, variance } from "bifold";
export const events = source({ from: parquet("events.parquet"), columns: { user: t.string, shop: t.int64, at: t.timestamp,
  minutes: t.int64, amount: t.int64, note: t.string, seq: t.int64 }, eventTime: (e) => e.at,
  availableAt: (e) => e.at.plusMinutes(e.minutes), tieBreak: ["seq"] });
export const prices = source({ from: parquet("prices.parquet"), columns: { shop: t.int64, since: t.timestamp,
  price: t.float64 }, eventTime: (p) => p.since });
export const shop = entity({ keys: { shop: t.int64 } });
export const user = entity({ keys: { user: t.string } });
`;

const WINDOWS = `${HEAD}
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({
    notes: countDistinct(e.note).over("6h"),
    high: quantile(e.amount, 0.8).over("6h"),
    middle: median(e.amount).over("6h"),
    often: topK(e.note, 2).over("6h"),
    three: sum(e.amount).overLast(3, { within: "1d" }),
    newest: lastN(e.amount, 2).overAll({ before: "1h" }),
    earliest: first(e.note).over("6h"),
    latest: e.note,
    before: count().over("6h", { before: "1h" }),
  }),
  refresh: { every: "10m", delay: "5m" }, ttl: "12h" });
`;

const AT_ONCE = `${HEAD}
export const clicks = source({ from: parquet("clicks.parquet"), columns: { user: t.string, at: t.timestamp, amount: t.int64,
  seq: t.int64 }, eventTime: (e) => e.at, tieBreak: ["seq"] });
export const view = featureView({ entity: user, source: clicks, key: (e) => ({ user: e.user }),
  features: (e) => ({
    middle: median(e.amount).over("6h"),
    high: quantile(e.amount, 0.8).over("6h", { before: "1h" }),
    highest: max(e.amount).over("6h", { before: "1h" }),
    newest: lastN(e.amount, 2).overAll(),
    five: sum(e.amount).overLast(5),
    of_least: minBy(e.seq, e.amount).over("6h"),
    earliest: firstN(e.amount, 2).over("6h"),
  }),
  refresh: { every: "10m" }, ttl: "12h" });
`;

/** Runs of values, known an instant less late than their shortest window is long. */
const RUNS = `${HEAD}
export const clicks = source({ from: parquet("clicks.parquet"), columns: { user: t.string, at: t.timestamp, note: t.string },
  eventTime: (e) => e.at, availableAt: (e) => e.at.plus("3599999999us") });
export const view = featureView({ entity: user, source: clicks, key: (e) => ({ user: e.user }),
  features: (e) => ({
    few: countDistinct(e.note).over(["1h", "6h"]),
    before: countDistinct(e.note).over("1d", { before: "1h" }),
    ever: countDistinct(e.note).overAll(),
  }),
  refresh: "stream" });
`;

const LATE_LISTS = `${HEAD}
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ many: sum(e.amount).overLast(40), few: sum(e.amount).overLast(2) }),
  refresh: { every: "10m" } });
`;

const LATE_STREAM = `${HEAD}
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ total: sum(e.amount).over("6h"), n: count().over(["1h", "6h"]), all: sum(e.amount).overAll() }),
  refresh: "stream" });
`;

/** Rows that are known at once, or as late as after half and three quarters of a window. */
const LATE_HIGHS = `${HEAD}
export const late = source({ from: parquet("late.parquet"), columns: { user: t.string, at: t.timestamp, minutes: t.int64,
  amount: t.int64 }, eventTime: (e) => e.at, availableAt: (e) => e.at.plusMinutes(clamp(e.minutes, 0, 90)), tieBreak: ["amount"] });
export const view = featureView({ entity: user, source: late, key: (e) => ({ user: e.user }),
  features: (e) => ({ of_two: max(e.amount).over("2h"), of_three: max(e.amount).over("3h") }), refresh: { every: "10m" } });
`;

const LATE_PLACES = `${HEAD}
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  features: (e) => ({ of_least: minBy(e.seq, e.amount).over("6h"), of_one: minBy(e.seq, e.amount * 0).over("1d") }),
  refresh: { every: "10m" } });
`;

const LATEST = `${HEAD}
export const view = featureView({ entity: shop, source: prices, key: (p) => ({ shop: p.shop }),
  features: (p) => ({ price: p.price, dearest: last(p.price).over("6h") }), refresh: { every: "10m", delay: "5m" }, ttl: "1d" });
`;

const PRICES = `${HEAD}
export const view = featureView({ entity: shop, source: prices, key: (p) => ({ shop: p.shop }),
  features: (p) => ({ total: sum(p.price).over("6h") }), refresh: "stream" });
`;

const SPREADS = `${HEAD}
export const view = featureView({ entity: shop, source: prices, key: (p) => ({ shop: p.shop }),
  features: (p) => ({ spread: variance(p.price).over("6h"), n: count().over("6h") }), refresh: "stream" });
`;

/** Rows that are known after one and the same time, on the grid of cuts. */
const LAGGED_PRICES = `${HEAD}
export const lagged = source({ from: parquet("lagged.parquet"), columns: { shop: t.int64, since: t.timestamp, price: t.float64 },
  eventTime: (p) => p.since, availableAt: (p) => p.since.plus("10m") });
export const view = featureView({ entity: shop, source: lagged, key: (p) => ({ shop: p.shop }),
  features: (p) => ({ total: sum(p.price).over("6h"), n: count().over("6h") }), refresh: { every: "10m" } });
`;

/** Rows that are known at an instant of their own. */
const KNOWN = `${HEAD}
export const orders = source({ from: parquet("orders.parquet"), columns: { user: t.string, at: t.timestamp, known: t.timestamp },
  eventTime: (e) => e.at, availableAt: (e) => e.known });
export const view = featureView({ entity: user, source: orders, key: (e) => ({ user: e.user }),
  features: () => ({ n: count().over(["1h", "6h"]) }), refresh: "stream" });
`;

const ENRICHED = `${HEAD}
export const near = featureView({ entity: shop, source: prices, key: (p) => ({ shop: p.shop }),
  features: (p) => ({ price: p.price, n: count().over("6h") }), refresh: { every: "10m", delay: "5m" }, ttl: "1d" });
export const view = featureView({ entity: user, source: events, key: (e) => ({ user: e.user }),
  inputs: { near: { view: near, key: (e) => ({ shop: e.shop }) } },
  features: (e, { near }) => ({ known: count(near.price).over("1d"), crowd: sum(near.n).over("1d"), n: count().over("1d") }),
  refresh: { every: "10m" } });
`;

const UNION = `${HEAD}
export const both = union({ columns: { user: t.string, at: t.timestamp, amount: t.int64 },
  from: [[events, (e) => ({ user: e.user, at: e.at, amount: e.amount })],
    [prices, (p) => ({ user: "a", at: p.since, amount: 7 })]], tieBreak: ["amount"] });
export const view = featureView({ entity: user, source: both, key: (e) => ({ user: e.user }),
  features: (e) => ({ total: sum(e.amount).over("6h"), amount: e.amount }), refresh: { every: "10m" } });
`;

const BUDGET = { worlds: 16, size: { rows: 80, probes: 40 }, seed: 11 };

let surroundings: OpenSurroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(() => surroundings?.close());

/** For what the worlds of the first happen not to meet. */
const OTHER_SEED = 1100;

const certify = (program: string, change: (faces: Faces) => Faces, seed = BUDGET.seed) =>
  withProgram(program, (faces) => certifyView(change(faces), surroundings, { ...BUDGET, seed }));

test.each([
  ["windows", WINDOWS],
  ["windows of rows that are known at once", AT_ONCE],
  ["many last rows", LATE_LISTS],
  ["values by another, known late", LATE_PLACES],
  ["greatest values, known late", LATE_HIGHS],
  ["sums of rows known late, as of any instant", LATE_STREAM],
  ["runs of values", RUNS],
  ["latest values", LATEST],
  ["views beside rows", ENRICHED],
  ["unions", UNION],
  ["variances", SPREADS],
  ["rows known at an instant of their own", KNOWN],
  ["sums of rows known after a constant time", LAGGED_PRICES],
])("without a fault %s are certified", async (_, program) => {
  const { counterexample, cases } = await certify(program, (faces) => faces);
  expect(counterexample).toBeNull();
  expect(cases).toBeGreaterThan(BUDGET.worlds * BUDGET.size.probes * 2 * 2.5);
});

/** What a row enters is held against when it leaves. */
const LEAVES = /\(__in < /g;

type Fault = readonly [story: string, program: string, pattern: RegExp, replacement: string];

const FAULTS: readonly Fault[] = [
  ["distinct: a value never leaves", WINDOWS, /, -1 FROM/g, ", 0 FROM"],
  [
    "distinct: a value is forgotten by its last row",
    WINDOWS,
    /SELECT __key_id, greatest\(out_w\d, until_w\d\), -1/g,
    "SELECT __key_id, NULL, 0",
  ],
  [
    "distinct: the last row to enter is the last to leave",
    WINDOWS,
    /greatest\((out_w\d), until_w\d\)/g,
    "$1",
  ],
  ["distinct: islands that overlap count twice", WINDOWS, /OR __in > until_w\d/g, "OR true"],
  ["runs: a value never leaves", RUNS, /WHERE part_w(\d) = 3/g, "WHERE part_w$1 = 9"],
  ["runs: a row alone never leaves", RUNS, / - max\(CASE WHEN __bound = \d THEN l\d_w\d_alone END\)/g, ""],
  ["runs: a row alone is the first of many", RUNS, /THEN 1 ELSE 2 END/g, "THEN 2 ELSE 2 END"],
  [
    "runs: a row that enters as another leaves goes on with its run",
    RUNS,
    /__before IS NULL OR __et >=/g,
    "__before IS NULL OR __et >",
  ],
  ["runs: of all time, each row counts", RUNS, /CASE WHEN __before IS NULL THEN 2 ELSE 0 END/g, "2"],
  ["runs: a gap is measured from the row after", RUNS, /__after >= /g, "__after > 3600000000 + "],
  ["recent: one row more", WINDOWS, /min\(__value, 3\)/g, "min(__value, 4)"],
  [
    "recent: a row is overtaken once one newer row has entered",
    WINDOWS,
    /max\(__in\) OVER next/g,
    "min(__in) OVER next",
  ],
  ["recent: ties break the other way", WINDOWS, /ASC NULLS FIRST, x0\)/g, "ASC NULLS FIRST, x0 DESC)"],
  ["recent: rows are not held against their window", WINDOWS, /WHERE r\.__et >= [^\n]+\n/g, "\n"],
  ["recent: the order of few rows leaves out tie breaks", WINDOWS, /t0 := __tie_0, i_x0/g, "t0 := 0, i_x0"],
  [
    "collected: values in another order",
    WINDOWS,
    /PARTITION BY __key_id ORDER BY __value\)/g,
    "PARTITION BY __key_id ORDER BY __value DESC)",
  ],
  [
    "collected: of values as frequent the greatest",
    WINDOWS,
    /OVER \(ORDER BY __value\)::UINTEGER/g,
    "OVER (ORDER BY __value DESC)::UINTEGER",
  ],
  ["collected: a value never leaves", WINDOWS, /unnest\(\[1, -1\]\) AS __sign/g, "unnest([1, 0]) AS __sign"],
  [
    "collected: a node at the right end is left out",
    WINDOWS,
    /CASE WHEN __right % 2 = 1/g,
    "CASE WHEN false",
  ],
  [
    "collected: once is as often as many times",
    WINDOWS,
    /r\.__of - r\.__n \* 4294967296/g,
    "r.__of - 4294967296",
  ],
  [
    "collected: values that count once or twice are dropped where no block says what is too rare",
    WINDOWS,
    /coalesce\((f|l)\.__floor, 0\)/g,
    "coalesce($1.__floor, 3)",
  ],
  ["collected: a row is first seen by the next probe", WINDOWS, /__is_row DESC/g, "__is_row"],
  [
    "collected: what leaves is counted as entering",
    WINDOWS,
    /- count\(\*\) FILTER \(__change/g,
    "+ count(*) FILTER (__change",
  ],
  ["collected: a second place is never asked for", WINDOWS, /__place <> __places\[__ask\]/g, "false"],
  [
    "collected: a probe precedes the rows of its instant",
    WINDOWS,
    /2 \* __cut \+ 1 AS __t/g,
    "2 * __cut - 1 AS __t",
  ],
  ["lately: buckets that begin before a window", LATE_HIGHS, /s\.__reach > s\.__run/g, "false"],
  ["lately: tiles that a window has left", LATE_HIGHS, /r\.__tile >= q\.__first AND /g, ""],
  ["frames: one place too many", AT_ONCE, /- 1, 0\)::UINTEGER AS from_w/g, "+ 0, 0)::UINTEGER AS from_w"],
  ["frames: the next value", AT_ONCE, /\+ 1( WHEN| END)/g, "+ 2$1"],
  [
    "frames: both places are the first",
    AT_ONCE,
    /CASE __ask WHEN 0 THEN ([^\n]+?) WHEN 1/g,
    "CASE 0 WHEN 0 THEN $1 WHEN 1",
  ],
  [
    "frames: a probe precedes the rows of its instant",
    AT_ONCE,
    /2 \* __t \+ 1, __probe_id/g,
    "2 * __t - 1, __probe_id",
  ],
  ["totals: NaN adds nothing", PRICES, /count\(\*\) FILTER \(l\d = 4294967297\)/g, "count(*) FILTER (false)"],
  ["frames: a window ends at its probe", AT_ONCE, /to_w\d PRECEDING\)/g, "1 PRECEDING)"],
  ["ranges: one row too few", AT_ONCE, /t\.__top - 1, 0\)/g, "t.__top - 0, 0)"],
  ["ranges: other keys' rows", AT_ONCE, / AND q\.__key_id = r\.__key_id/g, ""],
  ["first rows: one too few", AT_ONCE, /least\(__entered, __left \+ 2\)/g, "least(__entered, __left + 1)"],
  ["ranges: rows that have not entered", LATE_LISTS, / AND r\.__in <= q\.__end/g, ""],
  ["ranges: few are as many", LATE_LISTS, /r\.__rank >= q\.from_2\b/g, "r.__rank >= q.from_40"],
  ["an offset is a microsecond long", WINDOWS, /__cut - 3600000000\b/g, "__cut - 3600000001"],
  ["the first of rows known late is forgotten", WINDOWS, /r\.__in <= q\.__end/g, "r.__in < q.__end"],
  ["rows known too late count after all", WINDOWS, /e0\.(l\d) - l\.(l\d_w\d) \+ o\.l\d_w\d/g, "e0.$1 - l.$2"],
  [
    "rows known too late count after all, where there is no grid",
    LATE_STREAM,
    /\(__in < [^,]*\)::TINYINT/g,
    "1::TINYINT",
  ],
  ["rows known just in time do not count", LATE_STREAM, LEAVES, "(__in + 1 < "],
  ["totals: of another window", LATE_STREAM, /WHEN 1 THEN (l\d)_w1/g, "WHEN 1 THEN $1_w0"],
  ["totals: great values below zero add nothing", PRICES, /\b(l\d) <> 0/g, "$1 > 0"],
  ["totals: 2^40 itself is neither small nor great", PRICES, />= 1099511627776e0/g, "> 1099511627776e0"],
  ["totals: 2^40 itself is both small and great", PRICES, /< 1099511627776e0/g, "<= 1099511627776e0"],
  [
    "totals: 2^88 itself is not infinite",
    PRICES,
    /< 309485009821345068724781056e0 THEN/g,
    "<= 309485009821345068724781056e0 THEN",
  ],
  [
    "totals: 2^88 itself is neither great nor infinite",
    PRICES,
    /< 309485009821345068724781056e0 THEN 0/g,
    "<= 309485009821345068724781056e0 THEN 0",
  ],
  ["moments: 2^46 itself is not infinite", SPREADS, />= 70368744177664e0/g, "> 70368744177664e0"],
  ["a total is read an instant early", LATE_STREAM, /unnest\(\[__cut\b/g, "unnest([__cut - 1"],
  ["places: ties break the other way", WINDOWS, /min\(r\.(l\d)\) AS/g, "max(r.$1) AS"],
  ["places: rows that enter later share one", LATE_PLACES, /(, __et), __in\)/g, "$1)"],
  ["places: another row of that time", LATE_PLACES, / AND r\.__in = i\.__in/g, ""],
  ["places: equal values share one", AT_ONCE, /(ORDER BY l\d_k0), __et\)/g, "$1)"],
  [
    "places: an order of values the other way",
    AT_ONCE,
    /ORDER BY (l\d)_k0, __et/g,
    "ORDER BY $1_k0 DESC, __et",
  ],
  ["latest: the row at the very cut is seen", LATEST, /k0 := \(p\.__cut - 1\)/g, "k0 := p.__cut"],
  ["latest: a window's tail is an instant late", LATEST, /\.__et >= \(\(p\.__cut/g, ".__et > ((p.__cut"],
  [
    "beside rows: the other view has no delay",
    ENRICHED,
    /__cut = \(\(s\.__tau - 300000000\) - \(\(\(s\.__tau - 300000000\)\)/g,
    "__cut = ((s.__tau) - (((s.__tau))",
  ],
  [
    "beside rows: the ttl of the other view is an instant short",
    ENRICHED,
    />= __tau - 86400000000/g,
    "> __tau - 86400000000",
  ],
  [
    "beside rows: a key that nobody speaks of has no counts",
    ENRICHED,
    /coalesce\("__near__input__a\d", 0::BIGINT\)/g,
    "NULL::BIGINT",
  ],
  [
    "a part of a union has another part's lag",
    UNION,
    /"since" AS "__available_at"/g,
    'make_timestamp(epoch_us("since") + 600000000) AS "__available_at"',
  ],
];

test.each(FAULTS)("%s: found", async (_, program, pattern, replacement) => {
  const world = await worldOf(program, pattern, replacement);
  // One asks; where keys share state another may have to.
  expect(world.probes.length).toBeLessThanOrEqual(2);
  expect(Object.values(world.rows).flat().length).toBeLessThanOrEqual(10);
});

test("collected: values as rare as the rarest of the most frequent are dropped: found, by a block's probes", async () => {
  const world = await worldOf(WINDOWS, /r\.__n >= coalesce/g, "r.__n > coalesce");
  // A block has two probes, and values are dropped only where runs cover whole blocks.
  expect(world.probes.length).toBeLessThanOrEqual(4);
  expect(Object.values(world.rows).flat().length).toBeLessThanOrEqual(10);
});

const CLI_SEED = 20_010_615;

/** Those that the worlds of one compilation have to find: they hang on few values, or on one instant. */
test.each<Fault>([
  ["rows known just in time, by whole minutes", LATE_STREAM, LEAVES, "(__in + 1 < "],
  ["rows known just in time, by a column", KNOWN, LEAVES, "(__in + 1 < "],
  ["2^40 itself", PRICES, />= 1099511627776e0/g, "> 1099511627776e0"],
  ["2^46 itself", SPREADS, />= 70368744177664e0/g, "> 70368744177664e0"],
  ["great values below zero, known after a constant time", LAGGED_PRICES, /\b(l\d) <> 0/g, "$1 > 0"],
])("%s: found with the worlds of one compilation", async (_, program, pattern, replacement) => {
  const missed: number[] = [];
  for (const seed of [CLI_SEED, 100, 201, 302]) {
    const { counterexample } = await withProgram(program, (faces) =>
      certifyView(planted(faces, pattern, replacement), surroundings, { ...BUDGET, worlds: 4, seed }),
    );
    if (counterexample === null) missed.push(seed);
  }
  // So few worlds may miss it now and then.
  expect(missed.length, `not found: seeds ${missed.join(", ")}`).toBeLessThanOrEqual(1);
});

/** The counterexample's, made small. */
async function worldOf(program: string, pattern: RegExp, replacement: string): Promise<World> {
  for (const seed of [BUDGET.seed, OTHER_SEED]) {
    const change = (faces: Faces): Faces => planted(faces, pattern, replacement);
    const { counterexample } = await certify(program, change, seed);
    if (counterexample !== null) return counterexample.world;
  }
  throw new Error("the fault was not found");
}
