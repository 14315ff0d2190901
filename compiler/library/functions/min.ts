// `Math.min(a, b)`.
import { extremum } from "../families/extremum.ts";

export const min = extremum("min", "Least of two to eight numbers; NaN wins, -0 is below 0.");
