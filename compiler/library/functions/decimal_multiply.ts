// `a * b` where one is a decimal.
import { decimalArithmetic } from "../families/decimal-arithmetic.ts";

export const decimal_multiply = decimalArithmetic({
  operator: "*",
  summary: "Exact product of decimals, with the digits after the point of both together; stops at the ends.",
  compute: (left, right) => left * right,
});
