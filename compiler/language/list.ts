// Lists as values of rows, requests and features.
import type { Timestamp } from "./timestamp.ts";

/** Values of one type, none of them null. */
export interface List<Item> {
  readonly length: number;
  /** The item at a place counted from 0, from the end where it is negative; null beyond the ends. */
  at(place: number): Item | null;
  includes(item: Item): boolean;
  /** The place of the first such item, counted from 0; -1 where there is none. */
  indexOf(item: Item): number;
  /** Of numbers, added from the first to the last. */
  sum(this: List<number>): number;
  /** Their sum by the length; null of an empty list. */
  mean(this: List<number>): number | null;
  /** The greatest item; null of an empty list. Texts are in the order of code points, NaN wins. */
  max(this: List<string | number | Timestamp>): Item | null;
  /** The least item; null of an empty list. */
  min(this: List<string | number | Timestamp>): Item | null;
  countDistinct(): number;
}

/** What `text.split(",")` is in the editor, where texts are JavaScript's own: a list of the texts. */
export type Parts = readonly string[];

/** A list of as many float64 as its type says. */
export interface Vector extends List<number> {
  /** The products of the items, added from the first to the last; the sizes must be the same. */
  dot(other: Vector): number;
}
