// List operations that JavaScript has no form of with our nulls and our order.
import type { ScalarValue } from "../ir/value-type.ts";
import { compareValues } from "./order.ts";

/** Null beyond the ends. */
export function itemAt<Item>(list: readonly Item[], place: number): Item | null {
  return list.at(place) ?? null;
}

/** As `includes` compares: NaN is NaN, -0 is 0. -1 where there is none. */
export function placeOf<Item>(list: readonly Item[], item: Item): number {
  return list.findIndex((each) => each === item || Object.is(each, item));
}

/** From the first to the last, each product rounded, then each sum. */
export function dotProduct(left: readonly number[], right: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number);
  return sum;
}

/** From the first to the last, each sum rounded. */
export function sumOf(list: readonly number[]): number {
  let sum = 0;
  for (const item of list) sum += item;
  return sum;
}

export function meanOf(list: readonly number[]): number | null {
  return list.length === 0 ? null : sumOf(list) / list.length;
}

/** Null of an empty list; NaN wins, and 0 has no sign. */
export function greatestOf<Item extends ScalarValue>(list: readonly Item[]): Item | null {
  return extremeOf(list, 1);
}

export function leastOf<Item extends ScalarValue>(list: readonly Item[]): Item | null {
  return extremeOf(list, -1);
}

function extremeOf<Item extends ScalarValue>(list: readonly Item[], sign: 1 | -1): Item | null {
  let best: Item | null = null;
  for (const item of list) {
    if (Number.isNaN(item)) return item;
    if (best === null || sign * compareValues(item, best) > 0) best = item;
  }
  return best === 0 ? (0 as Item) : best;
}

/** NaN is NaN, -0 is 0. */
export function countDifferent(list: readonly ScalarValue[]): number {
  return new Set(list).size;
}
