// `Math.ceil(x)`.
import { rounding } from "../families/rounding.ts";
import { sql } from "../sql.ts";

export const ceil = rounding({
  name: "ceil",
  summary: "Least whole number that is not below.",
  double: (value) => sql`ceil(${value})`,
  examples: [
    [1.2, 2],
    [-0.5, -0],
    [Number.NaN, Number.NaN],
  ],
});
