// `maxN(x, n)`.
import { extremeList } from "./extreme-list.ts";

export const max_n = extremeList(
  "maxN",
  "The n greatest values, the greatest first; NaN is above all numbers.",
);
