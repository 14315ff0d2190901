// `a / b`.
import { arithmetic } from "../families/arithmetic.ts";

export const divide = arithmetic({
  operator: "/",
  summary: "Quotient of two numbers, as float64; division by zero gives an infinity or NaN.",
  compute: (left, right) => left / right,
  examples: [
    [1, 3, 0.3333333333333333],
    [1, -0, Number.NEGATIVE_INFINITY],
    [0, 0, Number.NaN],
  ],
});
