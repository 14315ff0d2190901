// Estimates as people read them: four digits, with the interval.
import type { Estimate } from "./bootstrap.ts";

export function digits(value: number): string {
  return Math.abs(value) >= 1000 ? value.toPrecision(6) : value.toFixed(4);
}

/** `0.7123 (0.7101 to 0.7144)` */
export function estimateText(estimate: Estimate | undefined): string {
  if (estimate === undefined) return "";
  const { value, low, high } = estimate;
  return low === null || high === null
    ? digits(value)
    : `${digits(value)} (${digits(low)} to ${digits(high)})`;
}

/** With its sign: of a difference. */
export function advantageText(estimate: Estimate | undefined): string {
  if (estimate === undefined) return "";
  const { value, low, high } = estimate;
  const signed = (number: number) => `${number < 0 ? "" : "+"}${digits(number)}`;
  return low === null || high === null
    ? signed(value)
    : `${signed(value)} (${signed(low)} to ${signed(high)})`;
}

/** Whether an interval says that the difference is real. */
export function verdictOf({ low, high }: Estimate): "better" | "worse" | "no difference" {
  if (low !== null && low > 0) return "better";
  return high !== null && high < 0 ? "worse" : "no difference";
}
