// Arc cosine, after fdlibm's e_acos.c: from the arc sine's rational function, and by half the angle near the ends.
import { type Algebra, polynomial } from "./algebra.ts";
import { ASIN_P, ASIN_Q, PIO2_HIGH, PIO2_LOW } from "./constants.ts";

/** Keeps 21 bits of what it multiplies: their square is exact. */
const SPLIT = 2 ** 32 + 1;

/** NaN beyond -1 and 1. */
export function acosKernel<T>(a: Algebra<T>, x: T): T {
  const inRange = a.bind(a.both(a.real`${x} >= ${-1}`, a.real`${x} <= ${1}`));
  const value = a.bind(a.select(inRange, x, a.real`${0}`));
  const isNegative = a.bind(a.real`${value} < ${0}`);
  const size = a.bind(a.select(isNegative, a.real`${0} - ${value}`, value));
  const isSmall = a.bind(a.real`${size} < ${0.5}`);
  const t = a.bind(a.select(isSmall, a.real`${value} * ${value}`, a.real`(${1} - ${size}) * ${0.5}`));
  const ratio = a.bind(a.real`(${t} * ${polynomial(a, t, ASIN_P)}) / ${polynomial(a, t, ASIN_Q)}`);
  const small = a.real`${PIO2_HIGH} - (${value} - (${PIO2_LOW} - ${value} * ${ratio}))`;
  const s = a.bind(a.squareRoot(t));
  const nearMinusOne = a.real`${Math.PI} - ${2} * (${s} + (${ratio} * ${s} - ${PIO2_LOW}))`;
  const wide = a.bind(a.real`${s} * ${SPLIT}`);
  const high = a.bind(a.real`${wide} - (${wide} - ${s})`);
  const low = a.real`(${t} - ${high} * ${high}) / (${s} + ${high})`;
  const nearOne = a.select(
    a.equal(t, a.real`${0}`),
    a.real`${0}`,
    a.real`${2} * (${high} + (${ratio} * ${s} + ${low}))`,
  );
  const result = a.select(isSmall, small, a.select(isNegative, nearMinusOne, nearOne));
  return a.select(inRange, result, a.real`${Number.NaN}`);
}
