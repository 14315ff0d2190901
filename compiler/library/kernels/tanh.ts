// Hyperbolic tangent, after fdlibm's s_tanh.c: from e^(2x) - 1.
import type { Algebra } from "./algebra.ts";
import { expm1Kernel } from "./expm1.ts";

/** From here on it is 1. */
const MOST = 22;

export function tanhKernel<T>(a: Algebra<T>, x: T): T {
  const inRange = a.bind(a.both(a.real`${x} > ${-MOST}`, a.real`${x} < ${MOST}`));
  const value = a.bind(a.select(inRange, x, a.real`${0}`));
  const size = a.bind(a.select(a.real`${value} < ${0}`, a.real`${0} - ${value}`, value));
  const isLarge = a.bind(a.real`${size} >= ${1}`);
  const isTiny = a.real`${size} < ${2 ** -28}`;
  const twice = a.bind(a.select(isLarge, a.real`${2} * ${size}`, a.real`${-2} * ${size}`));
  const t = a.bind(expm1Kernel(a, twice));
  const z = a.bind(
    a.select(isLarge, a.real`${1} - ${2} / (${t} + ${2})`, a.real`(${0} - ${t}) / (${t} + ${2})`),
  );
  const signed = a.select(a.real`${value} < ${0}`, a.real`${0} - ${z}`, z);
  const outside = a.select(
    a.isNaN(x),
    a.real`${Number.NaN}`,
    a.select(a.real`${x} > ${0}`, a.real`${1}`, a.real`${-1}`),
  );
  return a.select(inRange, a.select(isTiny, x, signed), outside);
}
