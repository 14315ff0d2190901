// `timestamp.quarter()`.
import { quarterOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const quarter = timestampPart({
  method: "quarter",
  summary: "Quarter of the year, 1 to 4.",
  helper: "quarterOf",
  compute: quarterOf,
  sqlFunction: "quarter",
  examples: [
    [0, 1],
    [-1, 4],
  ],
});
