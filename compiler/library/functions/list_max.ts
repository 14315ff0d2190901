// `list.max()`.
import { listExtremum } from "../families/list-extremum.ts";

export const list_max = listExtremum("max", "The greatest item of a list; null of an empty one, NaN wins.");
