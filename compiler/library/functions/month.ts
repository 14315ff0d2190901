// `timestamp.month()`.
import { monthOf } from "../calendar.ts";
import { timestampPart } from "../families/timestamp-part.ts";

export const month = timestampPart({
  method: "month",
  summary: "Month, 1 to 12.",
  helper: "monthOf",
  compute: monthOf,
  sqlFunction: "month",
  examples: [
    [-1, 12],
    [951782400000000, 2],
  ],
});
