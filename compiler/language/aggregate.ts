// What a call of an aggregation is before it has a window, with one, and with several.
import type { Duration } from "./duration.ts";
import type { List, Parts, Vector } from "./list.ts";
import type { Timestamp } from "./timestamp.ts";

declare const several: unique symbol;
declare const latest: unique symbol;
declare const ofRows: unique symbol;

/** Values that an aggregate may be parted by, each a part of a feature's name. */
type FanValue = string | number | boolean;

/** Text as it stands in names: what is not in small letters needs a name, as in `{ us: "US" }`. */
type InSmallLetters<Values extends readonly FanValue[]> = {
  readonly [Place in keyof Values]: Values[Place] extends string ? Lowercase<Values[Place]> : Values[Place];
};

/** No value may come twice: its parts would have one name. */
type Different<Values extends readonly FanValue[]> = {
  readonly [Place in keyof Values]: Values[Place] extends Others<Values, Place> ? never : Values[Place];
};

/** The values at all other places of a tuple. */
type Others<Values, Place> = { [Other in keyof Values]: Other extends Place ? never : Values[Other] }[number &
  keyof Values];

/** How a window moves. */
export interface WindowOptions {
  /**
   * Steps in which the window's far end moves: the longest of 1 d, 1 h, 5 m, 1 m, 10 s, 1 s and tenths of it that goes
   * at least twelve times into the window, unless it is given.
   */
  readonly hop?: Duration;
  /** The value as it stood so long before: `.over("7d", { before: "7d" })` is the week before the last. */
  readonly before?: Duration;
}

/** An aggregation that has no window yet, and is no value: `.over("6h")` makes one of it. */
export interface Windowless<Value> {
  /** Rows that do not meet the condition are as if they were not there. */
  where(condition: boolean): Windowless<Value>;
  over(window: Duration, options?: WindowOptions): Aggregated<Value>;
  /** One feature a window, each named for it: `delay: mean(x).over(["1h", "1d"])` is `delay_1h` and `delay_1d`. */
  over<const Windows extends readonly Duration[]>(
    windows: Windows,
    options?: WindowOptions,
  ): Several<Value, Windows[number]>;
  /** All rows that are visible. */
  overAll(options?: Pick<WindowOptions, "before">): Aggregated<Value>;
  /** The last so many rows that count, 1 to 1000, also only those `within` a window. */
  overLast(rows: number, options?: WindowOptions & { readonly within?: Duration }): Aggregated<Value>;
  /**
   * One feature a value, each named for it: `n: count().by(row.channel, ["web", "app"]).over("1d")` is `n_web` and
   * `n_app`. Null counts in none.
   */
  by<Part extends FanValue, const Values extends readonly Plain<Part>[]>(
    column: Part | null,
    values: Values & InSmallLetters<Values> & Different<Values>,
  ): WindowlessParts<Value, `${Values[number]}`>;
  /** The same with names of your own: `{ us: "US", others: "XX" }`. */
  by<Part extends FanValue, const Values extends Readonly<Record<string, Plain<Part>>>>(
    column: Part | null,
    values: Values,
  ): WindowlessParts<Value, keyof Values & string>;
}

/** Parted by values, and without a window still. */
export interface WindowlessParts<Value, Parts extends string> {
  where(condition: boolean): WindowlessParts<Value, Parts>;
  over(window: Duration, options?: WindowOptions): Several<Value, Parts>;
  over<const Windows extends readonly Duration[]>(
    windows: Windows,
    options?: WindowOptions,
  ): Several<Value, `${Windows[number]}_${Parts}`>;
  overAll(options?: Pick<WindowOptions, "before">): Several<Value, Parts>;
  overLast(rows: number, options?: WindowOptions & { readonly within?: Duration }): Several<Value, Parts>;
}

/** The same aggregation over several windows or values: features of their own, not a value to compute with. */
export interface Several<Value, Names extends string> {
  readonly [several]: { readonly names: Names; readonly value: Value };
  where(condition: boolean): Several<Value, Names>;
  by<Part extends FanValue, const Values extends readonly Plain<Part>[]>(
    column: Part | null,
    values: Values & InSmallLetters<Values> & Different<Values>,
  ): Several<Value, `${Names}_${Values[number]}`>;
  by<Part extends FanValue, const Values extends Readonly<Record<string, Plain<Part>>>>(
    column: Part | null,
    values: Values,
  ): Several<Value, `${Names}_${keyof Values & string}`>;
}

/**
 * The value of an aggregate. `where` and `by` may also follow the window; where the value may be null, as that of
 * `mean`, they stand before it.
 */
export type Aggregated<Value> = null extends Value
  ? (NonNullable<Value> & OfRows) | null
  : Value & WithWindow<Value> & OfRows;

/** Marks what is of many rows: no value of one row, and so nothing to aggregate. */
interface OfRows {
  readonly [ofRows]: true;
}

/** What can be aggregated: a value of one row. */
export type OfRow<Value> = Value & { readonly [ofRows]?: never };

interface WithWindow<Value> {
  where(condition: boolean): Aggregated<Value>;
  by<Part extends FanValue, const Values extends readonly Plain<Part>[]>(
    column: Part | null,
    values: Values & InSmallLetters<Values> & Different<Values>,
  ): Several<Value, `${Values[number]}`>;
  by<Part extends FanValue, const Values extends Readonly<Record<string, Plain<Part>>>>(
    column: Part | null,
    values: Values,
  ): Several<Value, keyof Values & string>;
}

/** What is aggregated of a row; undefined is how JavaScript's `text.split(",").at(1)` says null. */
export type Given<Value> = Value | null | undefined;

/** A value already, of all rows; with a window of those within it. Never null. */
export type OfAllRows<Value> = Value & WindowlessOfAllRows<Value>;

interface WindowlessOfAllRows<Value> extends Omit<Windowless<Value>, "where" | "overLast"> {
  where(condition: boolean): OfAllRows<Value>;
}

/** One row's value; without a window, of all rows. Null where no row is visible, so write `last(x) ?? 0`. */
export type Latest<Value> = Value & WindowlessLatest<Value> & LatestMark & OfRows;

interface WindowlessLatest<Value> extends Omit<Windowless<Value | null>, "where" | "overLast"> {
  where(condition: boolean): Latest<Value>;
}

/** Marks values that are null where a key has no visible row, which the type of the value itself cannot say. */
interface LatestMark {
  readonly [latest]?: never;
}

/** A column of a row as a feature of its own: the latest visible row's value. */
export type Column<Value> = Value extends null ? null : Value & LatestMark;

/** What a feature is in a request view: nullable where a key may have no rows. */
export type FeatureValue<Feature> = [Feature] extends [Several<infer Value, string>]
  ? Plain<Value>
  : typeof latest extends keyof Feature
    ? Plain<Feature> | null
    : Plain<Feature>;

/** What each feature's name ends with, where there are several, or never. */
export type NamesOf<Feature> = Feature extends Several<unknown, infer Names> ? Names : never;

/** Literal types widened and marks taken off: `1 & LatestMark` is `number`. */
export type Plain<Value> = Value extends number
  ? number
  : Value extends string
    ? string
    : Value extends boolean
      ? boolean
      : Value extends Timestamp
        ? Timestamp
        : Value extends Vector
          ? Vector
          : Value extends List<infer Item>
            ? List<Item>
            : Value extends Parts
              ? List<string>
              : null;
