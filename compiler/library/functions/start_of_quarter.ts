// `timestamp.startOfQuarter()`.
import { startOfUnit } from "../families/start-of.ts";

export const start_of_quarter = startOfUnit(
  "quarter",
  "The first instant of the timestamp's quarter, in UTC.",
);
