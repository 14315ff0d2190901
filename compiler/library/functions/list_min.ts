// `list.min()`.
import { listExtremum } from "../families/list-extremum.ts";

export const list_min = listExtremum("min", "The least item of a list; null of an empty one, NaN wins.");
