// `Math.trunc(x)`.
import { rounding } from "../families/rounding.ts";
import { sql } from "../sql.ts";

export const trunc = rounding({
  name: "trunc",
  summary: "The whole part.",
  double: (value) => sql`trunc(${value})`,
  examples: [
    [-1.7, -1],
    [-0.5, -0],
    [1e300, 1e300],
  ],
});
