// `timestamp.startOfHour()`.
import { startOfUnit } from "../families/start-of.ts";

export const start_of_hour = startOfUnit("hour", "The first instant of the timestamp's hour.");
