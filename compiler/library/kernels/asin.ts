// Arc sine, after fdlibm's e_asin.c: a rational function below one half, and by half the angle above.
import { type Algebra, polynomial } from "./algebra.ts";

const PIO2_HIGH = 1.5707963267948966;
const PIO2_LOW = 6.123233995736766e-17;
const P = [
  0.16666666666666666, -0.3255658186224009, 0.20121253213486293, -0.04005553450067941, 0.0007915349942898145,
  3.479331075960212e-5,
] as const;
const Q = [1, -2.403394911734414, 2.0209457602335057, -0.6882839716054533, 0.07703815055590194] as const;

/** NaN beyond -1 and 1. */
export function asinKernel<T>(a: Algebra<T>, x: T): T {
  const inRange = a.bind(a.both(a.real`${x} >= ${-1}`, a.real`${x} <= ${1}`));
  const value = a.bind(a.select(inRange, x, a.real`${0}`));
  const size = a.bind(a.select(a.real`${value} < ${0}`, a.real`${0} - ${value}`, value));
  const isSmall = a.bind(a.real`${size} < ${0.5}`);
  const t = a.bind(a.select(isSmall, a.real`${value} * ${value}`, a.real`(${1} - ${size}) * ${0.5}`));
  const ratio = a.bind(a.real`(${t} * ${polynomial(a, t, P)}) / ${polynomial(a, t, Q)}`);
  const s = a.bind(a.squareRoot(t));
  const large = a.bind(a.real`${PIO2_HIGH} - (${2} * (${s} + ${s} * ${ratio}) - ${PIO2_LOW})`);
  const signed = a.select(a.real`${value} < ${0}`, a.real`${0} - ${large}`, large);
  const result = a.select(isSmall, a.real`${value} + ${value} * ${ratio}`, signed);
  return a.select(inRange, result, a.real`${Number.NaN}`);
}
