// `a + b` on numbers; on strings it is `concat`.
import { arithmetic } from "../families/arithmetic.ts";
import { isNumber } from "../kinds.ts";

const sum = arithmetic({
  operator: "+",
  summary: "Sum of two numbers, as float64.",
  compute: (left, right) => left + right,
  examples: [
    [0.1, 0.2, 0.30000000000000004],
    [-0, -0, -0],
    [9007199254740991, 2, 9007199254740992],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
  ],
});

export const add = {
  ...sum,
  infer: (args: Parameters<typeof sum.infer>[0]) =>
    args.every(({ type }) => isNumber(type)) ? sum.infer(args) : null,
};
