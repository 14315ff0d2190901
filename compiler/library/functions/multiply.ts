// `a * b`.
import { arithmetic } from "../families/arithmetic.ts";

export const multiply = arithmetic({
  operator: "*",
  summary: "Product of two numbers, as float64.",
  compute: (left, right) => left * right,
  examples: [
    [1.1, 1.1, 1.2100000000000002],
    [-1, 0, -0],
    [5e-324, 0.5, 0],
    [1e300, 1e300, Number.POSITIVE_INFINITY],
  ],
});
