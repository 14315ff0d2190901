// `Math.sign(x)`.
import { rounding } from "../families/rounding.ts";
import { sql } from "../sql.ts";

export const sign = rounding({
  name: "sign",
  summary: "1, -1, or the number itself where it is a zero or NaN.",
  integer: (value) => sql`sign(${value})::BIGINT`,
  // SQL's own sign turns NaN into 0.
  double: (value) =>
    sql`(CASE WHEN isnan(${value}) THEN ${value} WHEN ${value} > 0e0 THEN 1e0 WHEN ${value} < 0e0 THEN -1e0 ELSE ${value} END)`,
  examples: [
    [-3.2, -1],
    [-0, -0],
    [Number.NaN, Number.NaN],
    [5e-324, 1],
  ],
});
