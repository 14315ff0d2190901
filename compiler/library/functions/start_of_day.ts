// `timestamp.startOfDay()`.
import { startOfUnit } from "../families/start-of.ts";

export const start_of_day = startOfUnit("day", "The first instant of the timestamp's day, in UTC.");
