// `minN(x, n)`.
import { extremeList } from "./extreme-list.ts";

export const min_n = extremeList("minN", "The n least values, the least first; NaN is above all numbers.");
