// `min(x)`.
import { extreme } from "./extreme.ts";

export const min = extreme("min", "Least of the values that are not null; null where there are none.");
