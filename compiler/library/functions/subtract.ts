// `a - b`.
import { arithmetic } from "../families/arithmetic.ts";

export const subtract = arithmetic({
  operator: "-",
  summary: "Difference of two numbers, as float64.",
  compute: (left, right) => left - right,
  examples: [
    [0.3, 0.1, 0.19999999999999998],
    [0, 0, 0],
    [-0, 0, -0],
  ],
});
