// `timestamp.minute()`.
import { minuteOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const minute = timestampPart({
  method: "minute",
  summary: "Minute of the hour, 0 to 59.",
  helper: "minuteOf",
  compute: minuteOf,
  sqlFunction: "minute",
  examples: [
    [-1, 59],
    [60000000, 1],
  ],
});
