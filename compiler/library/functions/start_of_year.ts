// `timestamp.startOfYear()`.
import { startOfUnit } from "../families/start-of.ts";

export const start_of_year = startOfUnit("year", "The first instant of the timestamp's year, in UTC.");
