// The total order of values, on every face: what "greatest" means for latest values, and `<` on text.
import type { ScalarValue, Value } from "../ir/value-type.ts";

/** By code point, as SQL compares; JavaScript's own `<` compares UTF-16 units and differs beyond U+FFFF. */
export function compareText(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    // Surrogates stand for code points above all other units.
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/**
 * Values of one kind: null lowest, false before true, numbers by `<`, as SQL has them: -0 equals 0, NaN is greatest. Lists
 * by the first items that differ, then the shorter one first.
 */
export function compareValues(left: Value, right: Value): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right);
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  return compareNumbers(Number(left), Number(right));
}

function compareLists(left: readonly ScalarValue[], right: readonly ScalarValue[]): number {
  for (const [at, item] of left.entries()) {
    if (at === right.length) break;
    const compared = compareValues(item, right[at] ?? null);
    if (compared !== 0) return compared;
  }
  return left.length - right.length;
}

function compareNumbers(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
}
