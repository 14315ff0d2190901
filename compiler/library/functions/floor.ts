// `Math.floor(x)`.
import { rounding } from "../families/rounding.ts";
import { sql } from "../sql.ts";

export const floor = rounding({
  name: "floor",
  summary: "Greatest whole number that is not above.",
  double: (value) => sql`floor(${value})`,
  examples: [
    [-1.5, -2],
    [-0, -0],
    [0.9999999999999999, 0],
  ],
});
