// What the logarithms share, after fdlibm's e_log.c and k_log.h: x = 2^k * (1 + f), and the rest of log(1 + f).
import { type Algebra, polynomial } from "./algebra.ts";
import { LOG_COEFFICIENTS } from "./constants.ts";

const [L1, L2, L3, L4, L5, L6, L7] = LOG_COEFFICIENTS;

/** Keeps 21 bits of what it multiplies: products with constants of up to 32 bits are exact. */
const SPLIT = 2 ** 32 + 1;

export interface LogParts<T> {
  /** x is above 0 and finite. */
  readonly ok: T;
  /** The upper word of 1 + f without its exponent. */
  readonly ix: T;
  /** As a double. */
  readonly k: T;
  readonly f: T;
  /** f * f / 2 */
  readonly half: T;
  readonly s: T;
  /** log(1 + f) is f - (half - s * (half + r)). */
  readonly r: T;
  /** The logarithm where x is not `ok`. */
  readonly outside: T;
}

export function logParts<T>(a: Algebra<T>, x: T): LogParts<T> {
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
  const outside = a.select(
    a.isNaN(x),
    a.real`${Number.NaN}`,
    a.select(
      a.equal(x, a.real`${0}`),
      a.real`${Number.NEGATIVE_INFINITY}`,
      a.select(a.real`${x} < ${0}`, a.real`${Number.NaN}`, x),
    ),
  );
  return { ok, ix, k, f, half, s, r, outside };
}

/** log(1 + f) in two parts: 21 bits, and what is left. */
export function splitLog<T>(
  a: Algebra<T>,
  { f, half, s, r }: LogParts<T>,
): { readonly hi: T; readonly lo: T } {
  const main = a.bind(a.real`${f} - ${half}`);
  const wide = a.bind(a.real`${main} * ${SPLIT}`);
  const hi = a.bind(a.real`${wide} - (${wide} - ${main})`);
  const lo = a.bind(a.real`((${f} - ${hi}) - ${half}) + ${s} * (${half} + ${r})`);
  return { hi, lo };
}
