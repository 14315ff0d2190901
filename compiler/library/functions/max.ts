// `Math.max(a, b)`.
import { extremum } from "../families/extremum.ts";

export const max = extremum("max", "Greatest of two to eight numbers; NaN wins, 0 is above -0.");
