// Natural logarithm, after fdlibm's e_log.c: x = 2^k * (1 + f), log(1 + f) by a polynomial in f / (2 + f).
import { type Algebra, polynomial } from "./algebra.ts";
import { LN2_HIGH, LN2_LOW, LOG_COEFFICIENTS } from "./constants.ts";

const [L1, L2, L3, L4, L5, L6, L7] = LOG_COEFFICIENTS;

export function logKernel<T>(a: Algebra<T>, x: T): T {
  const ok = a.bind(a.both(a.real`${x} > ${0}`, a.real`${x} < ${Number.POSITIVE_INFINITY}`));
  const isSubnormal = a.bind(a.both(ok, a.real`${x} < ${2 ** -1022}`));
  const normal = a.bind(a.select(ok, a.select(isSubnormal, a.real`${x} * ${2 ** 54}`, x), a.real`${1}`));
  const high = a.bind(a.highWord(normal));
  const ix = a.bind(a.whole`${high} & ${0xfffff}`);
  // The exponent goes up by one from the square root of two on, so that f is small on both sides.
  const i = a.bind(a.whole`(${ix} + ${0x95f64}) & ${0x100000}`);
  const exponent = a.bind(a.whole`(${high} >> ${20}) - ${1023} + (${i} >> ${20})`);
  const f = a.bind(a.real`${a.scaleDown(normal, exponent)} - ${1}`);
  const k = a.bind(a.toReal(a.select(isSubnormal, a.whole`${exponent} - ${54}`, exponent)));
  const s = a.bind(a.real`${f} / (${2} + ${f})`);
  const z = a.bind(a.real`${s} * ${s}`);
  const w = a.bind(a.real`${z} * ${z}`);
  const odd = polynomial(a, w, [L1, L3, L5, L7]);
  const even = polynomial(a, w, [L2, L4, L6]);
  const r = a.bind(a.real`${z} * ${odd} + ${w} * ${even}`);
  const half = a.bind(a.real`${0.5} * ${f} * ${f}`);
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
  const outside = a.select(
    a.isNaN(x),
    a.real`${Number.NaN}`,
    a.select(
      a.equal(x, a.real`${0}`),
      a.real`${Number.NEGATIVE_INFINITY}`,
      a.select(a.real`${x} < ${0}`, a.real`${Number.NaN}`, x),
    ),
  );
  return a.select(ok, finite, outside);
}
