// `minBy(x, by)`.
import { extremeBy } from "./extreme-by.ts";

export const min_by = extremeBy(
  "minBy",
  "The value of the row with the least `by`, of several the latest; null where there is none.",
);
