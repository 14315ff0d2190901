// The argument reduction that exp and expm1 share: x = n * ln 2 + (upper - lower).
import type { Algebra } from "./algebra.ts";
import { INVERSE_LN2, LN2_HIGH, LN2_LOW } from "./constants.ts";

export interface Reduced<T> {
  /** The upper word of |x|. */
  readonly high: T;
  readonly inRange: T;
  readonly isReduced: T;
  /** A whole number, as a double. */
  readonly n: T;
  readonly upper: T;
  readonly lower: T;
}

/** Between `least` and `greatest`; elsewhere, and for NaN, 0 is reduced in place of x. */
export function reduce<T>(a: Algebra<T>, x: T, least: number, greatest: number): Reduced<T> {
  // SQL orders NaN above all numbers, so `<=` is false for it in both.
  const inRange = a.bind(a.both(a.real`${x} <= ${greatest}`, a.real`${x} >= ${least}`));
  const high = a.bind(a.whole`${a.highWord(x)} & ${0x7fffffff}`);
  const value = a.bind(a.select(inRange, x, a.real`${0}`));
  const isNegative = a.bind(a.real`${x} < ${0}`);
  const half = a.select(isNegative, a.real`${-0.5}`, a.real`${0.5}`);
  // |x| > 0.5 ln 2, and |x| < 1.5 ln 2
  const isReduced = a.bind(a.both(inRange, a.whole`${high} > ${0x3fd62e42}`));
  const nearest = a.select(
    a.whole`${high} < ${0x3ff0a2b2}`,
    a.select(isNegative, a.real`${-1}`, a.real`${1}`),
    a.truncate(a.real`${INVERSE_LN2} * ${value} + ${half}`),
  );
  const n = a.bind(a.select(isReduced, nearest, a.real`${0}`));
  const upper = a.bind(a.real`${value} - ${n} * ${LN2_HIGH}`);
  const lower = a.bind(a.real`${n} * ${LN2_LOW}`);
  return { high, inRange, isReduced, n, upper, lower };
}
