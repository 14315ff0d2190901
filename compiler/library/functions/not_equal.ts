// `a !== b`.
import { equality } from "../families/equality.ts";

export const not_equal = equality("!==", "Whether two values differ; null equals null, NaN equals nothing.");
