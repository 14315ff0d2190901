// Exact decimals as whole numbers of units of 10^-scale, in safe integers: text, rounding, and where they stop.

/** Decimals hold at most so many units either way; what goes beyond stops there, as timestamps stop at the ends of time. */
export const MOST_UNITS = Number.MAX_SAFE_INTEGER;
/** Digits after the point at most: 10^15 is still a safe integer. */
export const MOST_SCALE = 15;

const TEXT = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/** Units of "12.34", exactly; null for other text, for digits beyond the scale and for what no safe integer holds. */
export function parseDecimal(text: string, scale: number): number | null {
  const match = TEXT.exec(text);
  if (match === null) return null;
  const [, sign, whole = "", fraction = ""] = match;
  const beyond = fraction.slice(scale);
  if (/[1-9]/.test(beyond)) return null;
  const units = Number(whole + fraction.slice(0, scale).padEnd(scale, "0"));
  if (!Number.isSafeInteger(units)) return null;
  return sign === "-" ? 0 - units : units;
}

/** "12.34" of 1234 units of scale 2: always with all digits after the point. */
export function decimalText(units: number, scale: number): string {
  const digits = String(Math.abs(units)).padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return units < 0 ? `-${text}` : text;
}

/** Digits after the point of a number as it is written shortest; null where it is not a plain decimal of at most 15. */
export function scaleOfNumber(value: number): number | null {
  const match = /^-?\d+(?:\.(\d+))?$/.exec(String(value));
  const scale = match === null ? Number.POSITIVE_INFINITY : (match[1] ?? "").length;
  return scale <= MOST_SCALE ? scale : null;
}

/** Stops at the ends; a product or sum that is beyond them may have been rounded, which changes nothing. Never -0. */
export function clampUnits(units: number): number {
  return Math.min(Math.max(units, -MOST_UNITS), MOST_UNITS) + 0;
}

/** units / 10^digits as a whole number, halves away from zero. */
export function roundUnits(units: number, digits: number): number {
  const unit = 10 ** digits;
  const rest = units % unit;
  const whole = (units - rest) / unit;
  return (Math.abs(rest) * 2 >= unit ? whole + Math.sign(units) : whole) + 0;
}

/** So many smaller units to one; null stays null. */
export function rescaleUnits<Units extends number | null>(units: Units, factor: number): Units {
  return (units === null ? null : clampUnits(units * factor)) as Units;
}

/** The nearest double, as `Number("12.34")` reads it: both operands are exact. */
export function unitsToNumber<Units extends number | null>(units: Units, scale: number): Units {
  return (units === null ? null : units / 10 ** scale) as Units;
}
