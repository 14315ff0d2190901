// The angle of a point, after fdlibm's e_atan2.c: the arc tangent of y / x, in the quadrant of both signs.
import type { Algebra } from "./algebra.ts";
import { atanKernel } from "./atan.ts";

const PI_LOW = 1.2246467991473532e-16;

export function atan2Kernel<T>(a: Algebra<T>, y: T, x: T): T {
  const isNumber = a.bind(a.both(isOrdered(a, x), isOrdered(a, y)));
  const [right, up] = [
    a.bind(a.select(isNumber, x, a.real`${1}`)),
    a.bind(a.select(isNumber, y, a.real`${0}`)),
  ];
  const isLeft = a.bind(a.whole`${a.highWord(right)} < ${0}`);
  const isDown = a.bind(a.whole`${a.highWord(up)} < ${0}`);
  const width = a.bind(a.select(a.real`${right} < ${0}`, a.real`${0} - ${right}`, right));
  const height = a.bind(a.select(a.real`${up} < ${0}`, a.real`${0} - ${up}`, up));
  const bothInfinite = a.both(
    a.equal(width, a.real`${Number.POSITIVE_INFINITY}`),
    a.equal(height, a.real`${Number.POSITIVE_INFINITY}`),
  );
  const isZero = a.bind(a.equal(height, a.real`${0}`));
  const isOnAxis = a.bind(a.equal(width, a.real`${0}`));
  // Never 0 / 0 and never infinity by infinity.
  const divisor = a.bind(a.select(a.either(isZero, isOnAxis), a.real`${1}`, width));
  const quotient = a.select(bothInfinite, a.real`${1}`, a.real`${height} / ${divisor}`);
  const slope = a.bind(
    a.select(isZero, a.real`${0}`, a.select(isOnAxis, a.real`${Number.POSITIVE_INFINITY}`, quotient)),
  );
  const angle = a.bind(atanKernel(a, slope));
  // As good as upright, on whichever side.
  const turned = a.bind(
    a.select(
      a.both(isLeft, a.real`${slope} < ${2 ** 60}`),
      a.real`${Math.PI} - (${angle} - ${PI_LOW})`,
      angle,
    ),
  );
  // What is 0 has the sign of y.
  const signed = a.select(isDown, a.real`${-1} * ${turned}`, turned);
  return a.select(isNumber, signed, a.real`${Number.NaN}`);
}

/** Not NaN, which SQL has above all numbers. */
function isOrdered<T>(a: Algebra<T>, value: T): T {
  return a.both(
    a.real`${value} >= ${Number.NEGATIVE_INFINITY}`,
    a.real`${value} <= ${Number.POSITIVE_INFINITY}`,
  );
}
