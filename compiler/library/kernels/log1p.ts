// log(1 + x) without losing small x, after fdlibm's s_log1p.c.
import { type Algebra, polynomial } from "./algebra.ts";
import { LN2_HIGH, LN2_LOW, LOG_COEFFICIENTS } from "./constants.ts";

export function log1pKernel<T>(a: Algebra<T>, x: T): T {
  const ok = a.bind(a.both(a.real`${x} > ${-1}`, a.real`${x} < ${Number.POSITIVE_INFINITY}`));
  const value = a.bind(a.select(ok, x, a.real`${0}`));
  const high = a.bind(a.highWord(value));
  // -0.2929 < x < 0.41422: 1 + x is near enough to 1 to do without a power of two.
  const isDirect = a.bind(
    a.both(
      a.whole`${high} < ${0x3fda827a}`,
      a.either(a.whole`${high} > ${0}`, a.whole`${high} <= ${0xbfd2bec4 | 0}`),
    ),
  );
  // From 2^53 on, 1 + x is x.
  const isLarge = a.bind(a.whole`${high} >= ${0x43400000}`);
  const u = a.bind(a.select(isLarge, value, a.real`${1} + ${value}`));
  const highU = a.bind(a.highWord(u));
  const k0 = a.bind(a.whole`(${highU} >> ${20}) - ${1023}`);
  const lost = a.select(
    a.whole`${k0} > ${0}`,
    a.real`${1} - (${u} - ${value})`,
    a.real`${value} - (${u} - ${1})`,
  );
  const c = a.bind(a.select(a.either(isDirect, isLarge), a.real`${0}`, a.real`${lost} / ${u}`));
  const mantissa = a.bind(a.whole`${highU} & ${0xfffff}`);
  const isLow = a.bind(a.whole`${mantissa} < ${0x6a09e}`);
  const exponent = a.bind(a.select(isLow, k0, a.whole`${k0} + ${1}`));
  const k = a.bind(a.toReal(a.select(isDirect, a.whole`${0}`, exponent)));
  const f = a.bind(a.select(isDirect, value, a.real`${a.scaleDown(u, exponent)} - ${1}`));
  const upper = a.select(isLow, mantissa, a.whole`(${0x100000} - ${mantissa}) >> ${2}`);
  const isTinyF = a.equal(a.select(isDirect, a.whole`${1}`, upper), a.whole`${0}`);
  const half = a.bind(a.real`${0.5} * ${f} * ${f}`);
  const s = a.bind(a.real`${f} / (${2} + ${f})`);
  const z = a.bind(a.real`${s} * ${s}`);
  const r = a.bind(a.real`${z} * ${polynomial(a, z, LOG_COEFFICIENTS)}`);
  const isZeroK = a.bind(a.equal(k, a.real`${0}`));
  const low = a.bind(a.real`${k} * ${LN2_LOW} + ${c}`);
  const main = a.bind(a.real`${k} * ${LN2_HIGH}`);
  const tiny = a.real`${half} * (${1} - ${0.6666666666666666} * ${f})`;
  const nearOne = a.select(
    a.equal(f, a.real`${0}`),
    a.select(isZeroK, a.real`${0}`, a.real`${main} + ${low}`),
    a.select(isZeroK, a.real`${f} - ${tiny}`, a.real`${main} - ((${tiny} - ${low}) - ${f})`),
  );
  const general = a.select(
    isZeroK,
    a.real`${f} - (${half} - ${s} * (${half} + ${r}))`,
    a.real`${main} - ((${half} - (${s} * (${half} + ${r}) + ${low})) - ${f})`,
  );
  const magnitude = a.bind(a.whole`${high} & ${0x7fffffff}`);
  // |x| < 2^-54 and |x| < 2^-29
  const small = a.select(a.whole`${magnitude} < ${0x3c900000}`, x, a.real`${x} - ${x} * ${x} * ${0.5}`);
  const finite = a.select(a.whole`${magnitude} < ${0x3e200000}`, small, a.select(isTinyF, nearOne, general));
  const outside = a.select(
    a.isNaN(x),
    a.real`${Number.NaN}`,
    a.select(
      a.equal(x, a.real`${-1}`),
      a.real`${Number.NEGATIVE_INFINITY}`,
      a.select(a.real`${x} < ${-1}`, a.real`${Number.NaN}`, x),
    ),
  );
  return a.select(ok, finite, outside);
}
