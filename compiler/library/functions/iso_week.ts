// `timestamp.isoWeek()`.
import { isoWeekOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const iso_week = timestampPart({
  method: "isoWeek",
  summary: "Week of the year by ISO 8601, 1 to 53: weeks start on Monday, the first holds January 4th.",
  helper: "isoWeekOf",
  compute: isoWeekOf,
  sqlFunction: "week",
  examples: [
    [0, 1],
    [1609459200000000, 53],
    [-1, 1],
  ],
});
