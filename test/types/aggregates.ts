// Aggregates as authors chain them: what each gives, under which names, and what is red in the editor.
import {
  all,
  any,
  approxCountDistinct,
  count,
  countDistinct,
  featureView,
  first,
  firstN,
  type List,
  last,
  lastN,
  max,
  maxBy,
  maxN,
  mean,
  median,
  min,
  minBy,
  minN,
  mode,
  quantile,
  secondsSinceLast,
  share,
  stddev,
  stddevPopulation,
  sum,
  type Timestamp,
  topK,
  variance,
  variancePopulation,
} from "bifold";
import { airport, flights } from "./world.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? "same" : ["got", A, "wanted", B];

type Seen<View extends { readonly read?: unknown }> = NonNullable<View["read"]>;

export const every = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    any: any(flight.diverted).over("1d"),
    all: all(flight.diverted).over("1d"),
    about: approxCountDistinct(flight.gate).over("1d"),
    distinct: countDistinct(flight.gate).over("1d"),
    first: first(flight.gate).over("1d"),
    first_n: firstN(flight.delay, 3).over("1d"),
    last_n: lastN(flight.gate, 5),
    last_n_1d: lastN(flight.delay, 5).over("1d"),
    worst: maxBy(flight.gate, flight.delay).over("1d"),
    best: minBy(flight.date, flight.delay).over("1d"),
    slowest: maxN(flight.delay, 3).over("1d"),
    first_gates: minN(flight.gate, 2).over("1d"),
    median: median(flight.delay).over("1d"),
    mode: mode(flight.destination).over("1d"),
    p90: quantile(flight.delay, 0.9).over("1d"),
    latest: quantile(flight.date, 1).over("1d"),
    share: share(flight.delay > 15).over("1d"),
    top: topK(flight.destination, 3).over("1d"),
    since: secondsSinceLast(),
    since_diverted: secondsSinceLast().where(flight.diverted),
    stddev: stddev(flight.delay).over("1d"),
    stddev_population: stddevPopulation(flight.delay).over("1d"),
    variance: variance(flight.delay).over("1d"),
    variance_population: variancePopulation(flight.delay).over("1d"),
  }),
  refresh: "stream",
});

export const every_type: Same<
  Seen<typeof every>,
  {
    readonly any: boolean;
    readonly all: boolean;
    readonly about: number;
    readonly distinct: number;
    readonly first: string | null;
    readonly first_n: List<number>;
    readonly last_n: List<string>;
    readonly last_n_1d: List<number>;
    readonly worst: string | null;
    readonly best: Timestamp | null;
    readonly slowest: List<number>;
    readonly first_gates: List<string>;
    readonly median: number | null;
    readonly mode: string | null;
    readonly p90: number | null;
    readonly latest: Timestamp | null;
    readonly share: number | null;
    readonly top: List<string>;
    readonly since: number | null;
    readonly since_diverted: number | null;
    readonly stddev: number | null;
    readonly stddev_population: number | null;
    readonly variance: number | null;
    readonly variance_population: number | null;
  }
> = "same";

export const chains = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    // `where` before the window, after it, and several of them.
    late_1d: count()
      .where(flight.delay > 15)
      .over("1d"),
    late_7d: count()
      .over("7d")
      .where(flight.delay > 15),
    both: sum(flight.delay)
      .where(flight.delay > 15)
      .where(flight.diverted)
      .over("1d"),
    lateness: mean(flight.delay)
      .where(flight.delay > 15)
      .over(["1h", "1d"]),
    later: mean(flight.delay)
      .over(["1h", "1d"])
      .where(flight.delay > 15),
    // Windows.
    all: sum(flight.delay).overAll(),
    all_before: max(flight.delay).overAll({ before: "1d" }),
    recent: mean(flight.delay).overLast(10),
    recent_1d: mean(flight.delay).overLast(10, { within: "1d", hop: "1h", before: "1h" }),
    week_before: sum(flight.delay).over("7d", { before: "7d" }),
    week_before_hop: sum(flight.delay).over("7d", { before: "7d", hop: "1d" }),
    last_before: last(flight.delay).over("7d", { before: "1d" }),
    last_late: last(flight.delay).where(flight.delay > 15) ?? 0,
    // Parts.
    to: count().by(flight.destination, ["jfk", "sfo"]).over("1d"),
    too: count().over("1d").by(flight.destination, ["jfk", "sfo"]),
    mean_to: mean(flight.delay).by(flight.destination, { east: "JFK", west: "SFO" }).over(["1h", "1d"]),
    mean_too: mean(flight.delay)
      .over(["1h", "1d"])
      .by(flight.gate, ["a1"])
      .where(flight.delay > 15),
    hours: sum(flight.delay).by(flight.delay, [1, 2]).overAll(),
    diverted: sum(flight.delay).by(flight.diverted, [true, false]).overLast(3),
    named: lastN(flight.delay, 3).by(flight.diverted, { yes: true }).over("1d"),
    // Arithmetic over values.
    trend: sum(flight.delay).over("1d") / (count().over("1d") + 1),
    idle: (secondsSinceLast() ?? 0) / 3600,
    how_many: lastN(flight.delay, 3).length,
    second: (lastN(flight.delay, 3).at(1) ?? 0) - (first(flight.delay).over("1d") ?? 0),
    quiet: !any(flight.diverted).over("1d"),
  }),
  refresh: "stream",
});

export const chains_type: Same<
  Seen<typeof chains>,
  {
    readonly late_1d: number;
    readonly late_7d: number;
    readonly both: number;
    readonly lateness_1h: number | null;
    readonly lateness_1d: number | null;
    readonly later_1h: number | null;
    readonly later_1d: number | null;
    readonly all: number;
    readonly all_before: number | null;
    readonly recent: number | null;
    readonly recent_1d: number | null;
    readonly week_before: number;
    readonly week_before_hop: number;
    readonly last_before: number | null;
    readonly last_late: number | null;
    readonly to_jfk: number;
    readonly to_sfo: number;
    readonly too_jfk: number;
    readonly too_sfo: number;
    readonly mean_to_1h_east: number | null;
    readonly mean_to_1h_west: number | null;
    readonly mean_to_1d_east: number | null;
    readonly mean_to_1d_west: number | null;
    readonly mean_too_1h_a1: number | null;
    readonly mean_too_1d_a1: number | null;
    readonly hours_1: number;
    readonly hours_2: number;
    readonly diverted_true: number;
    readonly diverted_false: number;
    readonly named_yes: List<number>;
    readonly trend: number;
    readonly idle: number;
    readonly how_many: number;
    readonly second: number;
    readonly quiet: boolean;
  }
> = "same";

export const wrong = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    // @ts-expect-error a condition is true or false
    condition: count().where(flight.delay).over("1d"),
    // @ts-expect-error the gate may be null
    nullable_condition: count().where(flight.gate.startsWith("A")).over("1d"),
    // @ts-expect-error a number of rows
    rows: mean(flight.delay).overLast("10"),
    // @ts-expect-error a duration
    within: mean(flight.delay).overLast(10, { within: 7 }),
    // @ts-expect-error a duration
    before: sum(flight.delay).over("7d", { before: "a week" }),
    // @ts-expect-error no such option
    option: sum(flight.delay).over("7d", { offset: "7d" }),
    // @ts-expect-error all rows have no hop
    hop_of_all: sum(flight.delay).overAll({ hop: "1h" }),
    // @ts-expect-error a number
    n: lastN(flight.delay, "5"),
    // @ts-expect-error how many?
    no_n: topK(flight.delay).over("1d"),
    // @ts-expect-error how many?
    no_count: maxN(flight.delay).over("1d"),
    // @ts-expect-error texts have no quantiles
    text_quantile: quantile(flight.origin, 0.5).over("1d"),
    // @ts-expect-error which quantile?
    no_q: quantile(flight.delay).over("1d"),
    // @ts-expect-error a number
    q: quantile(flight.delay, "0.9").over("1d"),
    // @ts-expect-error by what?
    no_by: maxBy(flight.delay).over("1d"),
    // @ts-expect-error numbers only
    variance: variance(flight.origin).over("1d"),
    // @ts-expect-error numbers only
    median: median(flight.date).over("1d"),
    // @ts-expect-error bools only
    any: any(flight.delay).over("1d"),
    // @ts-expect-error bools only
    share: share(flight.delay).over("1d"),
    // @ts-expect-error a list is no number
    list: lastN(flight.delay, 3) - 1,
    // @ts-expect-error a list is no number
    top: topK(flight.delay, 3).over("1d") * 2,
    // @ts-expect-error null where there are no rows
    nullable: mean(flight.delay).where(flight.diverted).over("1d") - 1,
    // @ts-expect-error no window, no value
    windowless: sum(flight.delay).where(flight.diverted) - 1,
    // @ts-expect-error several values are not one
    parts: count().over("1d").by(flight.destination, ["jfk"]) - 1,
    // @ts-expect-error the destination is text
    part_type: count().over("1d").by(flight.destination, [1]),
    // @ts-expect-error names are in small letters: { jfk: "JFK" }
    part_name: count().over("1d").by(flight.destination, ["JFK"]),
    // @ts-expect-error a sum is of many rows, and no value of one
    nested: sum(sum(flight.delay).over("1d")).over("7d"),
    // @ts-expect-error nor is a mean
    nested_nullable: max(mean(flight.delay).over("1d")).over("7d"),
    // @ts-expect-error with a default neither
    nested_default: mean(last(flight.delay) ?? 0).over("7d"),
    // @ts-expect-error jfk comes twice
    part_twice: count().over("1d").by(flight.destination, ["jfk", "sfo", "jfk"]),
    // @ts-expect-error 1 comes twice
    part_twice_before: mean(flight.delay).by(flight.delay, [1, 1]).over("1d"),
    // @ts-expect-error of which rows? a condition is the only thing that it takes
    since: secondsSinceLast(flight.date),
    // @ts-expect-error what may be null takes its condition before the window
    condition_after: mean(flight.delay).over("1d").where(flight.diverted),
    // @ts-expect-error the latest value is one row's
    last_rows: last(flight.delay).overLast(3),
    fine: min(flight.delay).over("1d"),
  }),
  refresh: "stream",
});

export const no_window = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  // @ts-expect-error a condition is no window
  features: (flight) => ({ late: count().where(flight.delay > 15) }),
  refresh: "stream",
});

export const no_window_of_parts = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  // @ts-expect-error values are no window
  features: (flight) => ({ to: count().by(flight.destination, ["jfk"]) }),
  refresh: "stream",
});

// The last rows are a value with a condition too, and what a text is split into is a list.
export const of_rows = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    last_late: lastN(flight.delay, 3).where(flight.delay > 15),
    first_late: firstN(flight.delay, 3)
      .where(flight.delay > 15)
      .where(flight.diverted),
    third_late: lastN(flight.delay, 3)
      .where(flight.delay > 15)
      .at(2),
    late_1d: lastN(flight.delay, 3)
      .where(flight.delay > 15)
      .over("1d"),
    words: flight.origin.split("-"),
    last_words: last(flight.origin.split("-")),
    word: last(flight.origin.split("-").at(1)),
    words_1d: topK(flight.origin.split("-").at(1), 3).over("1d"),
    words_known_1d: count(flight.origin.split("-").at(1)).over("1d"),
  }),
  refresh: "stream",
});

export const of_rows_refused = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    // @ts-expect-error the last rows are chosen once
    last_of_last: lastN(flight.delay, 3).overLast(2),
    // @ts-expect-error a number or null, never undefined
    undefined_1d: sum(undefined).over("1d"),
    // @ts-expect-error lists of texts, and of nothing else
    pair: last([flight.delay, flight.delay]),
  }),
  refresh: "stream",
});

export const of_rows_type: Same<
  Seen<typeof of_rows>,
  {
    readonly last_late: List<number>;
    readonly first_late: List<number>;
    readonly third_late: number | null;
    readonly late_1d: List<number>;
    readonly words: List<string>;
    readonly last_words: List<string> | null;
    readonly word: string | null;
    readonly words_1d: List<string>;
    readonly words_known_1d: number;
  }
> = "same";
