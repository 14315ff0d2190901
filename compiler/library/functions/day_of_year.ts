// `timestamp.dayOfYear()`.
import { dayOfYear } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const day_of_year = timestampPart({
  method: "dayOfYear",
  summary: "Day of the year, 1 to 366.",
  helper: "dayOfYear",
  compute: dayOfYear,
  sqlFunction: "dayofyear",
  examples: [
    [0, 1],
    [978220800000000, 366],
  ],
});
