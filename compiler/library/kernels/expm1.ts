// e^x - 1 without losing small x, after fdlibm's s_expm1.c.
import { type Algebra, polynomial } from "./algebra.ts";
import { EXP_OVERFLOW, EXPM1_COEFFICIENTS, EXPM1_UNDERFLOW } from "./constants.ts";
import { reduce } from "./reduce.ts";

export function expm1Kernel<T>(a: Algebra<T>, x: T): T {
  const { high, n, upper, lower, inRange, isReduced } = reduce(a, x, EXPM1_UNDERFLOW, EXP_OVERFLOW);
  const r = a.bind(a.real`${upper} - ${lower}`);
  const c = a.bind(a.select(isReduced, a.real`(${upper} - ${r}) - ${lower}`, a.real`${0}`));
  const halfR = a.bind(a.real`${0.5} * ${r}`);
  const h = a.bind(a.real`${r} * ${halfR}`);
  const q = a.bind(polynomial(a, h, [1, ...EXPM1_COEFFICIENTS]));
  const t = a.bind(a.real`${3} - ${q} * ${halfR}`);
  const e0 = a.bind(a.real`${h} * ((${q} - ${t}) / (${6} - ${r} * ${t}))`);
  const k = a.bind(a.toWhole(n));
  const isTop = a.bind(a.equal(k, a.whole`${1024}`));
  const power = a.bind(a.powerOfTwo(a.select(isTop, a.whole`${1023}`, k)));
  const e = a.bind(a.real`(${r} * (${e0} - ${c}) - ${c}) - ${h}`);
  const y = a.real`${1} - (${e} - ${r})`;
  // 2^-k, needed for 2 <= k <= 56 only
  const shift = a.select(
    a.either(a.whole`${k} > ${56}`, a.whole`${k} < ${0}`),
    a.whole`${0}`,
    a.whole`${0} - ${k}`,
  );
  const inverse = a.powerOfTwo(shift);
  const middle = a.select(
    a.whole`${k} < ${20}`,
    a.real`((${1} - ${inverse}) - (${e} - ${r})) * ${power}`,
    a.real`((${r} - (${e} + ${inverse})) + ${1}) * ${power}`,
  );
  const far = a.select(isTop, a.real`${y} * ${2} * ${2 ** 1023}`, a.real`${y} * ${power}`);
  const one = a.select(
    a.real`${r} < ${-0.25}`,
    a.real`${-2} * (${e} - (${r} + ${0.5}))`,
    a.real`${1} + ${2} * (${r} - ${e})`,
  );
  const general = a.select(
    a.either(a.whole`${k} <= ${-2}`, a.whole`${k} > ${56}`),
    a.real`${far} - ${1}`,
    middle,
  );
  const beyondZero = a.select(
    a.equal(k, a.whole`${-1}`),
    a.real`${0.5} * (${r} - ${e}) - ${0.5}`,
    a.select(a.equal(k, a.whole`${1}`), one, general),
  );
  const nonTiny = a.select(a.equal(k, a.whole`${0}`), a.real`${r} - (${r} * ${e0} - ${h})`, beyondZero);
  // |x| < 2^-54
  const finite = a.select(a.whole`${high} < ${0x3c900000}`, x, nonTiny);
  const outside = a.select(a.real`${x} > ${0}`, a.real`${Number.POSITIVE_INFINITY}`, a.real`${-1}`);
  return a.select(a.isNaN(x), a.real`${Number.NaN}`, a.select(inRange, finite, outside));
}
