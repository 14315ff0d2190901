// Logarithm to the base 10, after FreeBSD's e_log10.c: that of the exponent and that of 1 + f, each in two parts.
import type { Algebra } from "./algebra.ts";
import { logParts, splitLog } from "./log-parts.ts";

const INVERSE_LN10_HIGH = 0.4342944818781689;
const INVERSE_LN10_LOW = 2.5082946711645275e-11;
const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;

export function log10Kernel<T>(a: Algebra<T>, x: T): T {
  const parts = logParts(a, x);
  const { hi, lo } = splitLog(a, parts);
  const high = a.bind(a.real`${hi} * ${INVERSE_LN10_HIGH}`);
  const scaled = a.bind(a.real`${parts.k} * ${LOG10_2_HIGH}`);
  const low = a.bind(
    a.real`(${parts.k} * ${LOG10_2_LOW} + (${lo} + ${hi}) * ${INVERSE_LN10_LOW}) + ${lo} * ${INVERSE_LN10_HIGH}`,
  );
  const sum = a.bind(a.real`${scaled} + ${high}`);
  return a.select(parts.ok, a.real`(${low} + ((${scaled} - ${sum}) + ${high})) + ${sum}`, parts.outside);
}
