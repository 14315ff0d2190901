// `a >= b`.
import { comparison } from "../families/comparison.ts";

export const greater_or_equal = comparison(
  ">=",
  "Whether the first does not come before the second: numbers, strings by code point, timestamps; false with NaN.",
  (left, right) => left >= right,
);
