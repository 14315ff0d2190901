// `timestamp.day()`.
import { dayOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const day = timestampPart({
  method: "day",
  summary: "Day of the month, 1 to 31.",
  helper: "dayOf",
  compute: dayOf,
  sqlFunction: "day",
  examples: [
    [-1, 31],
    [951782400000000, 29],
  ],
});
