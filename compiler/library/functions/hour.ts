// `timestamp.hour()`.
import { hourOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const hour = timestampPart({
  method: "hour",
  summary: "Hour of the day, 0 to 23.",
  helper: "hourOf",
  compute: hourOf,
  sqlFunction: "hour",
  examples: [
    [-1, 23],
    [3600000000, 1],
  ],
});
