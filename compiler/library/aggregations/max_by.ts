// `maxBy(x, by)`.
import { extremeBy } from "./extreme-by.ts";

export const max_by = extremeBy(
  "maxBy",
  "The value of the row with the greatest `by`, of several the latest; null where there is none.",
);
