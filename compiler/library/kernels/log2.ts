// Logarithm to the base 2, after FreeBSD's e_log2.c: the exponent, and log(1 + f) / ln 2 in two parts.
import type { Algebra } from "./algebra.ts";
import { logParts, splitLog } from "./log-parts.ts";

const INVERSE_LN2_HIGH = 1.4426950407214463;
const INVERSE_LN2_LOW = 1.6751713164886512e-10;

export function log2Kernel<T>(a: Algebra<T>, x: T): T {
  const parts = logParts(a, x);
  const { hi, lo } = splitLog(a, parts);
  const high = a.bind(a.real`${hi} * ${INVERSE_LN2_HIGH}`);
  const low = a.bind(a.real`(${lo} + ${hi}) * ${INVERSE_LN2_LOW} + ${lo} * ${INVERSE_LN2_HIGH}`);
  const sum = a.bind(a.real`${parts.k} + ${high}`);
  return a.select(parts.ok, a.real`(${low} + ((${parts.k} - ${sum}) + ${high})) + ${sum}`, parts.outside);
}
