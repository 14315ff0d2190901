// Natural logarithm, after fdlibm's e_log.c: x = 2^k * (1 + f), log(1 + f) by a polynomial in f / (2 + f).
import type { Algebra } from "./algebra.ts";
import { LN2_HIGH, LN2_LOW } from "./constants.ts";
import { logParts } from "./log-parts.ts";

export function logKernel<T>(a: Algebra<T>, x: T): T {
  const { ok, ix, k, f, half, s, r, outside } = logParts(a, x);
  const isZeroK = a.bind(a.equal(k, a.real`${0}`));
  const low = a.bind(a.real`${k} * ${LN2_LOW}`);
  const main = a.bind(a.real`${k} * ${LN2_HIGH}`);
  // |f| < 2^-20
  const tiny = a.real`${f} * ${f} * (${0.5} - ${0.3333333333333333} * ${f})`;
  const nearOne = a.select(
    a.equal(f, a.real`${0}`),
    a.select(isZeroK, a.real`${0}`, a.real`${main} + ${low}`),
    a.select(isZeroK, a.real`${f} - ${tiny}`, a.real`${main} - ((${tiny} - ${low}) - ${f})`),
  );
  const centre = a.select(
    isZeroK,
    a.real`${f} - (${half} - ${s} * (${half} + ${r}))`,
    a.real`${main} - ((${half} - (${s} * (${half} + ${r}) + ${low})) - ${f})`,
  );
  const outer = a.select(
    isZeroK,
    a.real`${f} - ${s} * (${f} - ${r})`,
    a.real`${main} - ((${s} * (${f} - ${r}) - ${low}) - ${f})`,
  );
  const inCentre = a.both(a.whole`${ix} >= ${0x6147a}`, a.whole`${ix} <= ${0x6b851}`);
  const finite = a.select(
    a.whole`((${ix} + ${2}) & ${0xfffff}) < ${3}`,
    nearOne,
    a.select(inCentre, centre, outer),
  );
  return a.select(ok, finite, outside);
}
