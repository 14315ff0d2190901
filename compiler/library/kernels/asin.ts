// Arc sine, after fdlibm's e_asin.c: a rational function below one half, and by half the angle above.
import { type Algebra, polynomial } from "./algebra.ts";
import { ASIN_P, ASIN_Q, PIO2_HIGH, PIO2_LOW } from "./constants.ts";

/** NaN beyond -1 and 1. */
export function asinKernel<T>(a: Algebra<T>, x: T): T {
  const inRange = a.bind(a.both(a.real`${x} >= ${-1}`, a.real`${x} <= ${1}`));
  const value = a.bind(a.select(inRange, x, a.real`${0}`));
  const size = a.bind(a.select(a.real`${value} < ${0}`, a.real`${0} - ${value}`, value));
  const isSmall = a.bind(a.real`${size} < ${0.5}`);
  const t = a.bind(a.select(isSmall, a.real`${value} * ${value}`, a.real`(${1} - ${size}) * ${0.5}`));
  const ratio = a.bind(a.real`(${t} * ${polynomial(a, t, ASIN_P)}) / ${polynomial(a, t, ASIN_Q)}`);
  const s = a.bind(a.squareRoot(t));
  const large = a.bind(a.real`${PIO2_HIGH} - (${2} * (${s} + ${s} * ${ratio}) - ${PIO2_LOW})`);
  const signed = a.select(a.real`${value} < ${0}`, a.real`${0} - ${large}`, large);
  const result = a.select(isSmall, a.real`${value} + ${value} * ${ratio}`, signed);
  return a.select(inRange, result, a.real`${Number.NaN}`);
}
