// `timestamp.weekday()`.
import { weekdayOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const weekday = timestampPart({
  method: "weekday",
  summary: "Day of the week, 0 is Sunday and 6 Saturday.",
  helper: "weekdayOf",
  compute: weekdayOf,
  sqlFunction: "dayofweek",
  examples: [
    [0, 4],
    [259200000000, 0],
    [-345600000000, 0],
  ],
});
