// `lastN(x, n)`.
import { rowList } from "./row-list.ts";

export const last_n = rowList("lastN", "The last n values that are not null, newest first.");
