// `a > b`.
import { comparison } from "../families/comparison.ts";

export const greater_than = comparison(
  ">",
  "Whether the first comes after the second: numbers, strings by code point, timestamps; false with NaN.",
  (left, right) => left > right,
);
