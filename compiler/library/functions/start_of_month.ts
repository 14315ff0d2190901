// `timestamp.startOfMonth()`.
import { startOfUnit } from "../families/start-of.ts";

export const start_of_month = startOfUnit("month", "The first instant of the timestamp's month, in UTC.");
