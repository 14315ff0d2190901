// The length of a vector of two: the root of the sum of squares, of numbers that are scaled where squares would leave the range.
import type { Algebra } from "./algebra.ts";

export function hypotKernel<T>(a: Algebra<T>, x: T, y: T): T {
  const [width, height] = [magnitude(a, x), magnitude(a, y)];
  const isInfinite = a.bind(
    a.either(
      a.equal(width, a.real`${Number.POSITIVE_INFINITY}`),
      a.equal(height, a.real`${Number.POSITIVE_INFINITY}`),
    ),
  );
  const isUnknown = a.bind(a.either(a.isNaN(x), a.isNaN(y)));
  const isOut = a.bind(a.either(isInfinite, isUnknown));
  const [left, right] = [
    a.bind(a.select(isOut, a.real`${0}`, width)),
    a.bind(a.select(isOut, a.real`${0}`, height)),
  ];
  const longer = a.bind(a.select(a.real`${left} < ${right}`, right, left));
  const isLong = a.bind(a.real`${longer} > ${2 ** 500}`);
  const isShort = a.bind(a.real`${longer} < ${2 ** -450}`);
  const scale = (long: number, short: number): T =>
    a.bind(a.select(isLong, a.real`${long}`, a.select(isShort, a.real`${short}`, a.real`${1}`)));
  const down = scale(2 ** -600, 2 ** 600);
  const [p, q] = [a.bind(a.real`${left} * ${down}`), a.bind(a.real`${right} * ${down}`)];
  const root = a.squareRoot(a.bind(a.real`${p} * ${p} + ${q} * ${q}`));
  const length = a.real`${root} * ${scale(2 ** 600, 2 ** -600)}`;
  const outside = a.select(isInfinite, a.real`${Number.POSITIVE_INFINITY}`, a.real`${Number.NaN}`);
  return a.select(isOut, outside, length);
}

function magnitude<T>(a: Algebra<T>, value: T): T {
  return a.bind(a.select(a.real`${value} < ${0}`, a.real`${0} - ${value}`, value));
}
