// `a < b`.
import { comparison } from "../families/comparison.ts";

export const less_than = comparison(
  "<",
  "Whether the first comes before the second: numbers, strings by code point, timestamps; false with NaN.",
  (left, right) => left < right,
);
