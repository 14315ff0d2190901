// `timestamp.startOfWeek()`.
import { startOfUnit } from "../families/start-of.ts";

export const start_of_week = startOfUnit("week", "The Monday of the timestamp's ISO week, at midnight UTC.");
