// Decimals of files as whole numbers of units: exactly, and what cannot be is marked, never rounded.
import type { ValueType } from "../../compiler/ir/value-type.ts";

/** Marks of values that no decimal has: too large, or with digits beyond the scale. */
const TOO_LARGE = "(-9223372036854775807)::BIGINT";
const TOO_FINE = "(-9223372036854775806)::BIGINT";
const MARKS = `(${TOO_LARGE}, ${TOO_FINE})`;

/** Digits after the point of `DECIMAL(18,2)`; null for other types. */
export function fileDecimal(fileType: string): number | null {
  const match = /^DECIMAL\(\d+,(\d+)\)$/.exec(fileType);
  return match === null ? null : Number(match[1]);
}

/** BIGINT units of a column of type DECIMAL or VARCHAR (`12.34`), or a mark; null stays null. */
export function unitsOf(column: string, fileType: string, { scale = 0, precision = 15 }: ValueType): string {
  const inFile = fileDecimal(fileType);
  const limit = `${10 ** precision}::HUGEINT`;
  const checked = (units: string): string =>
    `coalesce((CASE WHEN ${units} > -${limit} AND ${units} < ${limit} THEN ${units} END)::BIGINT, ${TOO_LARGE})`;
  if (inFile === null) {
    const text = `regexp_full_match(${column}, '[-+]?[0-9]+([.][0-9]{0,${scale}}0*)?')`;
    // Of 18 digits, which all that a decimal may be have: the engine reads wider ones a hundred times slower.
    const decimal = `TRY_CAST(${column} AS DECIMAL(18,${scale}))`;
    return `(CASE WHEN ${column} IS NULL THEN NULL WHEN NOT ${text} THEN ${TOO_FINE} ELSE ${checked(unscaled(decimal, scale))} END)`;
  }
  const whole = unscaled(`${column}::DECIMAL(38,${inFile})`, inFile);
  if (inFile <= scale) {
    return `(CASE WHEN ${column} IS NULL THEN NULL ELSE ${checked(`TRY(${whole} * ${10 ** (scale - inFile)})`)} END)`;
  }
  const finer = `${"1".padEnd(inFile - scale + 1, "0")}::HUGEINT`;
  return `(CASE WHEN ${column} IS NULL THEN NULL WHEN ${whole} % ${finer} <> 0 THEN ${TOO_FINE} ELSE ${checked(`${whole} // ${finer}`)} END)`;
}

/** Up to so many digits, units and the power of ten are exact doubles, and one division rounds once. */
const EXACT_DIGITS = 15;

/** The double nearest to a DECIMAL: DuckDB rounds longer ones twice, but reads their text right. */
export function nearestDouble(column: string, fileType: string): string {
  const digits = Number(/^DECIMAL\((\d+),/.exec(fileType)?.[1] ?? "38");
  return digits <= EXACT_DIGITS ? `${column}::DOUBLE` : `${column}::VARCHAR::DOUBLE`;
}

/** 1234 of 12.34, as HUGEINT; null where 38 digits do not hold it. */
function unscaled(decimal: string, scale: number): string {
  return `TRY((${decimal} * ${"1".padEnd(scale + 1, "0")}::DECIMAL(${scale + 1},0))::HUGEINT)`;
}

/** Conditions over a column of units. */
export const decimalFaults = {
  tooLarge: (column: string): string => `${column} = ${TOO_LARGE}`,
  tooFine: (column: string): string => `${column} = ${TOO_FINE}`,
  either: (column: string): string => `${column} IN ${MARKS}`,
};
