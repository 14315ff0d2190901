// Arc tangent, after fdlibm's s_atan.c: less that of the nearest of 0, 1/2, 1, 3/2 and infinity, then a polynomial.
import { type Algebra, polynomial } from "./algebra.ts";

/** Arc tangents of 1/2, 1, 3/2 and infinity in two doubles each. */
const HIGH = [0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966] as const;
const LOW = [
  2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17,
] as const;
const ODD = [
  0.3333333333333293, 0.14285714272503466, 0.09090887133436507, 0.06661073137387531, 0.049768779946159324,
  0.016285820115365782,
] as const;
const EVEN = [
  -0.19999999999876483, -0.11111110405462356, -0.0769187620504483, -0.058335701337905735,
  -0.036531572744216916,
] as const;
/** From here on it is that of infinity. */
const MOST = 2 ** 66;

export function atanKernel<T>(a: Algebra<T>, x: T): T {
  const inRange = a.bind(a.both(a.real`${x} > ${-MOST}`, a.real`${x} < ${MOST}`));
  const value = a.bind(a.select(inRange, x, a.real`${0}`));
  const size = a.bind(a.select(a.real`${value} < ${0}`, a.real`${0} - ${value}`, value));
  const isSmall = a.bind(a.real`${size} < ${7 / 16}`);
  const below = [11 / 16, 19 / 16, 39 / 16].map((limit) => a.bind(a.real`${size} < ${limit}`)) as [T, T, T];
  const nearest = (parts: readonly [T, T, T, T]): T =>
    a.select(below[0], parts[0], a.select(below[1], parts[1], a.select(below[2], parts[2], parts[3])));
  const numerator = nearest([
    a.real`${2} * ${size} - ${1}`,
    a.real`${size} - ${1}`,
    a.real`${size} - ${1.5}`,
    a.real`${-1}`,
  ]);
  const denominator = nearest([
    a.real`${2} + ${size}`,
    a.real`${size} + ${1}`,
    a.real`${1} + ${1.5} * ${size}`,
    size,
  ]);
  const rest = a.bind(a.select(isSmall, value, a.real`${numerator} / ${denominator}`));
  const z = a.bind(a.real`${rest} * ${rest}`);
  const w = a.bind(a.real`${z} * ${z}`);
  const sum = a.bind(a.real`${z} * ${polynomial(a, w, ODD)} + ${w} * ${polynomial(a, w, EVEN)}`);
  const constants = (from: readonly [number, number, number, number]): T =>
    a.bind(nearest([a.real`${from[0]}`, a.real`${from[1]}`, a.real`${from[2]}`, a.real`${from[3]}`]));
  const large = a.bind(a.real`${constants(HIGH)} - ((${rest} * ${sum} - ${constants(LOW)}) - ${rest})`);
  const signed = a.select(a.real`${value} < ${0}`, a.real`${0} - ${large}`, large);
  const isTiny = a.real`${size} < ${2 ** -27}`;
  const small = a.select(isTiny, x, a.real`${rest} - ${rest} * ${sum}`);
  const outside = a.select(
    a.isNaN(x),
    a.real`${Number.NaN}`,
    a.select(a.real`${x} > ${0}`, a.real`${Math.PI / 2}`, a.real`${-Math.PI / 2}`),
  );
  return a.select(inRange, a.select(isSmall, small, signed), outside);
}
