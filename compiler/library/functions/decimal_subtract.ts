// `a - b` where one is a decimal.
import { decimalArithmetic } from "../families/decimal-arithmetic.ts";

export const decimal_subtract = decimalArithmetic({
  operator: "-",
  summary: "Exact difference of decimals, with the digits after the point of the longer; stops at the ends.",
  compute: (left, right) => left - right,
});
