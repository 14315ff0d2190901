// Whole powers as repeated multiplication from the left: x * x * x.

/** `exponent` is a whole number from 1 on. */
export function integerPower(base: number, exponent: number): number {
  let result = base;
  for (let times = 1; times < exponent; times++) result *= base;
  return result;
}
