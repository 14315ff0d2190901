// The aggregations: what many rows of one key say, over a window that ends as of the asking.
import type { Duration } from "./duration.ts";
import type { Timestamp } from "./timestamp.ts";
import type { ScalarValue } from "./types.ts";

declare const windows: unique symbol;
declare const latest: unique symbol;

/** An aggregation that has no window yet: `.over("6h")` makes a value of it. */
export interface Windowless<Value> {
  over(window: Duration, options?: WindowOptions): Value;
  /** One feature a window, each named for it: `delay: mean(x).over(["1h", "1d"])` is `delay_1h` and `delay_1d`. */
  over<const Windows extends readonly Duration[]>(
    windows: Windows,
    options?: WindowOptions,
  ): Windowed<Value, Windows[number]>;
}

interface WindowOptions {
  /** Steps in which the window's far end moves: 5 minutes below 12 hours, 1 hour below 12 days, else 1 day. */
  readonly hop: Duration;
}

/** The same aggregation over several windows: a feature of its own, not a value to compute with. */
export interface Windowed<Value, Windows extends Duration> {
  readonly [windows]: { readonly over: Windows; readonly value: Value };
}

/** The latest value; without a window, of all rows. Null where no row is visible, so write `last(x) ?? 0`. */
export type Latest<Value extends ScalarValue> = Value & Windowless<Value | null> & LatestMark;

/** Marks values that are null where a key has no visible row, which the type of the value itself cannot say. */
interface LatestMark {
  readonly [latest]?: never;
}

/** A column of a row as a feature of its own: the latest visible row's value. */
export type Column<Value> = Value extends null ? null : Value & LatestMark;

/** What a feature is in a request view: nullable where a key may have no rows. */
export type FeatureValue<Feature> = [Feature] extends [Windowed<infer Value, Duration>]
  ? Value
  : typeof latest extends keyof Feature
    ? Plain<Feature> | null
    : Plain<Feature>;

/** The windows of a feature with several, or never. */
export type WindowsOf<Feature> = Feature extends Windowed<unknown, infer Windows> ? Windows : never;

/** Literal types widened and marks taken off: `1 & LatestMark` is `number`. */
export type Plain<Value> = Value extends number
  ? number
  : Value extends string
    ? string
    : Value extends boolean
      ? boolean
      : Value extends Timestamp
        ? Timestamp
        : null;

/** Sum of the values that are not null; 0 where there are none. */
export function sum(values: number | null): Windowless<number> {
  return describe("sum", values);
}

/** Number of rows, or of values that are not null. */
export function count(values?: ScalarValue | null): Windowless<number> {
  return describe("count", values);
}

/** Mean of the values that are not null; null where there are none. */
export function mean(values: number | null): Windowless<number | null> {
  return describe("mean", values);
}

/** Least of the values that are not null; null where there are none. */
export function min<Value extends ScalarValue>(values: Value | null): Windowless<Plain<Value> | null> {
  return describe("min", values);
}

/** Greatest of the values that are not null; null where there are none. */
export function max<Value extends ScalarValue>(values: Value | null): Windowless<Plain<Value> | null> {
  return describe("max", values);
}

/** The latest value that is not null, by event time; `.over(window)` is optional. */
export function last<Value extends ScalarValue>(values: Value | null): Latest<Plain<Value>> {
  return describe("last", values);
}

/** Definitions are read, not run: a call only has to be a value of its type. */
function describe<Result>(aggregation: string, values: unknown): Result {
  const over = (window: unknown) => ({ aggregation, values, window });
  return { aggregation, values, over } as Result;
}
