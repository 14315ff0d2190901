// e^x, after fdlibm's e_exp.c: x = n * ln 2 + r, e^r by a rational function of r.
import { type Algebra, polynomial } from "./algebra.ts";
import { EXP_COEFFICIENTS, EXP_OVERFLOW, EXP_UNDERFLOW } from "./constants.ts";
import { reduce } from "./reduce.ts";

export function expKernel<T>(a: Algebra<T>, x: T): T {
  const { high, n, upper, lower, inRange } = reduce(a, x, EXP_UNDERFLOW, EXP_OVERFLOW);
  const r = a.bind(a.real`${upper} - ${lower}`);
  const t = a.bind(a.real`${r} * ${r}`);
  const c = a.bind(a.real`${r} - ${t} * ${polynomial(a, t, EXP_COEFFICIENTS)}`);
  const direct = a.real`${1} - ((${r} * ${c}) / (${c} - ${2}) - ${r})`;
  const y = a.bind(a.real`${1} - ((${lower} - (${r} * ${c}) / (${2} - ${c})) - ${upper})`);
  const k = a.bind(a.toWhole(n));
  const isNormal = a.bind(a.whole`${k} >= ${-1021}`);
  const exponent = a.select(
    isNormal,
    a.select(a.equal(k, a.whole`${1024}`), a.whole`${1023}`, k),
    a.whole`${k} + ${1000}`,
  );
  const power = a.bind(a.powerOfTwo(exponent));
  const scaled = a.select(
    a.equal(k, a.whole`${1024}`),
    a.real`${y} * ${2} * ${2 ** 1023}`,
    a.select(isNormal, a.real`${y} * ${power}`, a.real`${y} * ${power} * ${2 ** -1000}`),
  );
  const general = a.select(a.equal(k, a.whole`${0}`), direct, scaled);
  // |x| < 2^-28
  const finite = a.select(a.whole`${high} < ${0x3e300000}`, a.real`${1} + ${x}`, general);
  const exact = a.select(a.equal(x, a.real`${1}`), a.real`${Math.E}`, finite);
  const outside = a.select(a.real`${x} > ${0}`, a.real`${Number.POSITIVE_INFINITY}`, a.real`${0}`);
  return a.select(a.isNaN(x), a.real`${Number.NaN}`, a.select(inRange, exact, outside));
}
