// The aggregations: what many rows of one key say, over a window that ends as of the asking. All skip nulls.
import type { Given, Latest, OfAllRows, OfRow, Plain, Windowless } from "./aggregate.ts";
import type { List, Parts } from "./list.ts";
import type { Timestamp } from "./timestamp.ts";
import type { ColumnValue, ScalarValue } from "./types.ts";

/** Sum of the values; 0 where there are none. */
export function sum(values: OfRow<number> | null): Windowless<number> {
  return describe("sum", values);
}

/** Number of rows, or of values. */
export function count(values?: Given<OfRow<ScalarValue>>): Windowless<number> {
  return describe("count", values);
}

/** Mean of the values; null where there are none. */
export function mean(values: OfRow<number> | null): Windowless<number | null> {
  return describe("mean", values);
}

/** Share of the rows that meet a condition, 0 to 1; null where there are no rows. */
export function share(condition: OfRow<boolean>): Windowless<number | null> {
  return describe("share", condition);
}

/** Least of the values; null where there are none. */
export function min<Value extends OfRow<ScalarValue>>(values: Given<Value>): Windowless<Plain<Value> | null> {
  return describe("min", values);
}

/** Greatest of the values; null where there are none. */
export function max<Value extends OfRow<ScalarValue>>(values: Given<Value>): Windowless<Plain<Value> | null> {
  return describe("max", values);
}

/** The value of the row where `by` is least, of several the latest; null where there are none. */
export function minBy<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
  by: Given<OfRow<ScalarValue>>,
): Windowless<Plain<Value> | null> {
  return describe("minBy", values, by);
}

/** The value of the row where `by` is greatest, of several the latest; null where there are none. */
export function maxBy<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
  by: Given<OfRow<ScalarValue>>,
): Windowless<Plain<Value> | null> {
  return describe("maxBy", values, by);
}

/** The `n` greatest values, the greatest first, each as often as it comes; fewer where there are fewer. `n` is 1 to 1000. */
export function maxN<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
  n: number,
): Windowless<List<Plain<Value>>> {
  return describe("maxN", values, n);
}

/** The `n` least values, the least first, each as often as it comes; fewer where there are fewer. `n` is 1 to 1000. */
export function minN<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
  n: number,
): Windowless<List<Plain<Value>>> {
  return describe("minN", values, n);
}

/** The earliest value, by event time; `.over(window)` is optional. */
export function first<Value extends OfRow<ScalarValue>>(values: Given<Value>): Latest<Plain<Value>> {
  return describe("first", values);
}

/** The latest value, by event time; `.over(window)` is optional. */
export function last<Value extends OfRow<ColumnValue | Parts>>(values: Given<Value>): Latest<Plain<Value>> {
  return describe("last", values);
}

/** The earliest `n` values, the oldest first; fewer where there are fewer. `n` is 1 to 1000, a window optional. */
export function firstN<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
  n: number,
): OfAllRows<List<Plain<Value>>> {
  return describe("firstN", values, n);
}

/** The latest `n` values, the newest first; fewer where there are fewer. `n` is 1 to 1000, a window optional. */
export function lastN<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
  n: number,
): OfAllRows<List<Plain<Value>>> {
  return describe("lastN", values, n);
}

/** Sample variance: of n - 1 degrees of freedom, null below two values. */
export function variance(values: OfRow<number> | null): Windowless<number | null> {
  return describe("variance", values);
}

/** Sample standard deviation: null below two values. */
export function stddev(values: OfRow<number> | null): Windowless<number | null> {
  return describe("stddev", values);
}

/** Variance of the values as a whole population; null where there are none. */
export function variancePopulation(values: OfRow<number> | null): Windowless<number | null> {
  return describe("variancePopulation", values);
}

/** Standard deviation of the values as a whole population; null where there are none. */
export function stddevPopulation(values: OfRow<number> | null): Windowless<number | null> {
  return describe("stddevPopulation", values);
}

/** How many different values there are, exactly. */
export function countDistinct(values: Given<OfRow<ScalarValue>>): Windowless<number> {
  return describe("countDistinct", values);
}

/** About how many different values there are, in bounded memory: good to some 500,000 of them. */
export function approxCountDistinct(values: Given<OfRow<ScalarValue>>): Windowless<number> {
  return describe("approxCountDistinct", values);
}

/** The least value that a share `q` (0 to 1) of the values does not exceed; null where there are none. */
export function quantile<Value extends OfRow<number | Timestamp>>(
  values: Value | null,
  q: number,
): Windowless<Plain<Value> | null> {
  return describe("quantile", values, q);
}

/** The value in the middle, or the mean of the two; null where there are none. */
export function median(values: OfRow<number> | null): Windowless<number | null> {
  return describe("median", values);
}

/** The most frequent value, of several the least; null where there are none. */
export function mode<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
): Windowless<Plain<Value> | null> {
  return describe("mode", values);
}

/** The `k` most frequent values, the most frequent first, of several the least. `k` is 1 to 1000. */
export function topK<Value extends OfRow<ScalarValue>>(
  values: Given<Value>,
  k: number,
): Windowless<List<Plain<Value>>> {
  return describe("topK", values, k);
}

/** Whether any of the values is true; false where there are none. */
export function any(values: OfRow<boolean> | null): Windowless<boolean> {
  return describe("any", values);
}

/** Whether all of the values are true; true where there are none. */
export function all(values: OfRow<boolean> | null): Windowless<boolean> {
  return describe("all", values);
}

/** Seconds from the latest row's event time to the instant that is asked for; null where there are no rows. */
export function secondsSinceLast(): Latest<number> {
  return describe("secondsSinceLast");
}

/** Definitions are read, not run: a call only has to be a value of its type. */
function describe<Result>(aggregation: string, ...values: readonly unknown[]): Result {
  const described = { aggregation, values };
  const step = (): typeof described => described;
  return Object.assign(described, {
    where: step,
    by: step,
    over: step,
    overAll: step,
    overLast: step,
  }) as Result;
}
