// Cube root: x = 8^k * m, a polynomial of m from 1 to 8, a step of Halley's, and FreeBSD's last step of s_cbrt.c.
import { type Algebra, polynomial } from "./algebra.ts";

/** The cube root of 1 to 8, to 2^-9. */
const START = [0.627295, 0.449194, -0.0837751, 0.00958382, -0.000432101] as const;
/** Keeps 21 bits of what it multiplies: their square is exact. */
const SPLIT = 2 ** 32 + 1;
/** Of exponents that are made positive, a third is a product: 43691 / 2^17 is 1/3 for what is below 2^16. */
const THIRDS = 359;

export function cbrtKernel<T>(a: Algebra<T>, x: T): T {
  const isBounded = a.both(
    a.real`${x} > ${Number.NEGATIVE_INFINITY}`,
    a.real`${x} < ${Number.POSITIVE_INFINITY}`,
  );
  const isRoot = a.bind(a.both(isBounded, a.either(a.real`${x} > ${0}`, a.real`${x} < ${0}`)));
  const size = a.bind(a.select(isRoot, a.select(a.real`${x} < ${0}`, a.real`${0} - ${x}`, x), a.real`${1}`));
  const isSubnormal = a.bind(a.real`${size} < ${2 ** -1022}`);
  const normal = a.bind(a.select(isSubnormal, a.real`${size} * ${2 ** 54}`, size));
  const exponent = a.bind(a.whole`(${a.highWord(normal)} >> ${20}) - ${1023}`);
  const k = a.bind(a.whole`(((${exponent} + ${3 * THIRDS}) * ${43691}) >> ${17}) - ${THIRDS}`);
  const m = a.bind(a.scaleDown(normal, a.bind(a.whole`${3} * ${k}`)));
  const first = a.bind(polynomial(a, m, START));
  const cube = a.bind(a.real`${first} * ${first} * ${first}`);
  const better = a.bind(a.real`${first} * ((${cube} + ${2} * ${m}) / (${2} * ${cube} + ${m}))`);
  const wide = a.bind(a.real`${better} * ${SPLIT}`);
  const t = a.bind(a.real`${wide} - (${wide} - ${better})`);
  const r = a.bind(a.real`${m} / (${t} * ${t})`);
  const root = a.bind(a.real`${t} + ${t} * ((${r} - ${t}) / ((${t} + ${t}) + ${r}))`);
  const scaled = a.bind(
    a.real`${root} * ${a.powerOfTwo(a.bind(a.select(isSubnormal, a.whole`${k} - ${18}`, k)))}`,
  );
  return a.select(isRoot, a.select(a.real`${x} < ${0}`, a.real`${0} - ${scaled}`, scaled), x);
}
