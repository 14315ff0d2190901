// `a === b`.
import { equality } from "../families/equality.ts";

export const equal = equality(
  "===",
  "Whether two values are the same; null equals null, NaN equals nothing.",
);
