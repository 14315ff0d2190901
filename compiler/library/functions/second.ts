// `timestamp.second()`.
import { secondOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const second = timestampPart({
  method: "second",
  summary: "Second of the minute, 0 to 59, whole.",
  helper: "secondOf",
  compute: secondOf,
  sqlFunction: "second",
  examples: [
    [-1, 59],
    [1999999, 1],
  ],
});
