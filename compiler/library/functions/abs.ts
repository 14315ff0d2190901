// `Math.abs(x)`.
import { rounding } from "../families/rounding.ts";
import { sql } from "../sql.ts";

export const abs = rounding({
  name: "abs",
  summary: "Absolute value.",
  integer: (value) => sql`abs(${value})`,
  double: (value) => sql`abs(${value})`,
  examples: [
    [-1.5, 1.5],
    [-0, 0],
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ],
});
