// The double nearest to the sum of doubles, by whole numbers without bounds: steps and ends are those that the documentation promises.

/** Values are taken in steps of 2^-60, halves to the even one. */
const STEP_BITS = 60;
/** From here on they count as infinite. */
const INFINITE = 2 ** 88;

export function exactTotal(values: readonly number[]): number {
  const ups = values.some((value) => Number.isNaN(value) || value >= INFINITE);
  const downs = values.some((value) => Number.isNaN(value) || value <= -INFINITE);
  if (ups || downs)
    return ups && downs ? Number.NaN : ups ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const steps = values.reduce((sum, value) => sum + stepsOf(value), 0n);
  // A step is 5^60 units of 10^-60, so this text is the sum, digit for digit: reading it rounds once.
  return Number(`${steps * 5n ** BigInt(STEP_BITS)}e-${STEP_BITS}`);
}

/** From the bits of a double, sign * mantissa * 2^exponent. */
function stepsOf(value: number): bigint {
  const bits = new BigUint64Array(new Float64Array([value]).buffer)[0] ?? 0n;
  const biased = (bits >> 52n) & 2047n;
  const fraction = bits & (2n ** 52n - 1n);
  const mantissa = biased === 0n ? fraction : fraction + 2n ** 52n;
  const shift = (biased === 0n ? 1n : biased) - 1075n + BigInt(STEP_BITS);
  const steps = shift >= 0n ? mantissa << shift : shiftedToEven(mantissa, -shift);
  return bits >> 63n === 1n ? -steps : steps;
}

function shiftedToEven(mantissa: bigint, by: bigint): bigint {
  const whole = mantissa >> by;
  const twiceRest = (mantissa - (whole << by)) * 2n;
  const one = 1n << by;
  const isUp = twiceRest > one || (twiceRest === one && whole % 2n === 1n);
  return isUp ? whole + 1n : whole;
}
