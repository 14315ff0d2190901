// `max(x)`.
import { extreme } from "./extreme.ts";

export const max = extreme("max", "Greatest of the values that are not null; null where there are none.");
