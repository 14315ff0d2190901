// Sine and cosine, after fdlibm's k_sin.c and k_cos.c: x = n * pi/2 + r with r in two doubles, then a polynomial of r.
import { type Algebra, polynomial } from "./algebra.ts";

/** pi/2 in parts of 33 bits, so that n times a part is exact for n below 2^20, and what is left of it. */
const PIO2_1 = 1.5707963267341256;
const PIO2_2 = 6.077100506303966e-11;
const PIO2_3 = 2.0222662487111665e-21;
const PIO2_3_TAIL = 8.4784276603689e-32;
/** Beyond 2^20 * pi/2 the parts are too short: sine and cosine are NaN there. */
const MOST = 1647099;

/** S2 to S6, C1 to C6 of fdlibm. */
const SINE_1 = -0.16666666666666632;
const SINE = [
  0.00833333333332249, -0.0001984126982985795, 2.7557313707070068e-6, -2.5050760253406863e-8,
  1.58969099521155e-10,
] as const;
const COSINE = [
  0.0416666666666666, -0.001388888888887411, 2.480158728947673e-5, -2.7557314351390663e-7,
  2.087572321298175e-9, -1.1359647557788195e-11,
] as const;

export function sinKernel<T>(a: Algebra<T>, x: T): T {
  const { quadrant, sine, cosine, inRange, isTiny } = parts(a, x);
  const odd = a.equal(a.whole`${quadrant} & ${1}`, a.whole`${1}`);
  const size = a.bind(a.select(odd, cosine, sine));
  const isNegative = a.whole`${quadrant} >= ${2}`;
  const value = a.select(isTiny, x, a.select(isNegative, a.real`${0} - ${size}`, size));
  return a.select(inRange, value, a.real`${Number.NaN}`);
}

export function cosKernel<T>(a: Algebra<T>, x: T): T {
  const { quadrant, sine, cosine, inRange } = parts(a, x);
  const odd = a.equal(a.whole`${quadrant} & ${1}`, a.whole`${1}`);
  const size = a.bind(a.select(odd, sine, cosine));
  const isNegative = a.either(a.equal(quadrant, a.whole`${1}`), a.equal(quadrant, a.whole`${2}`));
  const value = a.select(isNegative, a.real`${0} - ${size}`, size);
  return a.select(inRange, value, a.real`${Number.NaN}`);
}

function parts<T>(a: Algebra<T>, x: T) {
  const inRange = a.bind(a.both(a.real`${x} > ${-MOST}`, a.real`${x} < ${MOST}`));
  const value = a.bind(a.select(inRange, x, a.real`${0}`));
  const isTiny = a.both(a.real`${value} > ${-(2 ** -26)}`, a.real`${value} < ${2 ** -26}`);
  const half = a.select(a.real`${value} < ${0}`, a.real`${-0.5}`, a.real`${0.5}`);
  const n = a.bind(a.truncate(a.real`${value} * ${0.6366197723675814} + ${half}`));
  const quadrant = a.bind(a.whole`${a.toWhole(n)} & ${3}`);
  // Three subtractions, each with what the one before has lost.
  const first = a.bind(a.real`${value} - ${n} * ${PIO2_1}`);
  const lost2 = a.bind(a.real`${n} * ${PIO2_2}`);
  const second = a.bind(a.real`${first} - ${lost2}`);
  const rest2 = a.bind(a.real`(${first} - ${second}) - ${lost2}`);
  const lost3 = a.bind(a.real`${n} * ${PIO2_3}`);
  const third = a.bind(a.real`${second} - ${lost3}`);
  const rest3 = a.real`(${second} - ${third}) - ${lost3}`;
  const tail = a.bind(a.real`(${rest3} + ${rest2}) - ${n} * ${PIO2_3_TAIL}`);
  const r = a.bind(a.real`${third} + ${tail}`);
  const low = a.bind(a.real`(${third} - ${r}) + ${tail}`);
  const z = a.bind(a.real`${r} * ${r}`);
  const v = a.bind(a.real`${z} * ${r}`);
  const tailed = a.real`${z} * (${0.5} * ${low} - ${v} * ${polynomial(a, z, SINE)}) - ${low}`;
  const sine = a.bind(a.real`${r} - ((${tailed}) - ${v} * ${SINE_1})`);
  const hz = a.bind(a.real`${0.5} * ${z}`);
  const w = a.bind(a.real`${1} - ${hz}`);
  const cosine = a.bind(
    a.real`${w} + (((${1} - ${w}) - ${hz}) + (${z} * (${z} * ${polynomial(a, z, COSINE)}) - ${r} * ${low}))`,
  );
  return { quadrant, sine, cosine, inRange, isTiny };
}
