// `timestamp.year()`.
import { yearOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const year = timestampPart({
  method: "year",
  summary: "Calendar year.",
  helper: "yearOf",
  compute: yearOf,
  sqlFunction: "year",
  examples: [
    [-1, 1969],
    [951782400000000, 2000],
  ],
});
