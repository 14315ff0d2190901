// Whole numbers out of doubles, where there is one.

/** A whole number without a sign of zero; null for NaN, for infinities and beyond 2^53 - 1. */
export function safeInteger(whole: number): number | null {
  return Number.isSafeInteger(whole) ? whole + 0 : null;
}

/** What is left of a number without its fraction. */
export function wholePart(value: number): number | null {
  return safeInteger(Math.trunc(value));
}

/** So many units of so many microseconds since 1970, to the nearest microsecond. */
export function instantOf(value: number, unit: number): number | null {
  return safeInteger(Math.round(value * unit));
}
