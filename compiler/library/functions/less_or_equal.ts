// `a <= b`.
import { comparison } from "../families/comparison.ts";

export const less_or_equal = comparison(
  "<=",
  "Whether the first does not come after the second: numbers, strings by code point, timestamps; false with NaN.",
  (left, right) => left <= right,
);
