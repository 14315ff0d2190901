// `a % b`.
import { arithmetic } from "../families/arithmetic.ts";

export const modulo = arithmetic({
  operator: "%",
  summary: "Remainder with the sign of the dividend, as float64.",
  compute: (left, right) => left % right,
  examples: [
    [5.5, 2, 1.5],
    [-4, 2, -0],
    [1, 0, Number.NaN],
    [3, Number.POSITIVE_INFINITY, 3],
  ],
});
