// `firstN(x, n)`.
import { rowList } from "./row-list.ts";

export const first_n = rowList("firstN", "The first n values that are not null, oldest first.");
