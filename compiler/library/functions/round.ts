// `Math.round(x)`.
import { rounding } from "../families/rounding.ts";
import { sql } from "../sql.ts";

export const round = rounding({
  name: "round",
  summary: "Nearest whole number; halves go up, as in JavaScript: -0.5 to -0, 2.5 to 3.",
  // SQL's own round takes halves away from zero.
  double: (value) => {
    const up = sql`ceil(${value})`;
    return sql`(CASE WHEN ${up} - 0.5e0 > ${value} THEN ${up} - 1e0 ELSE ${up} END)`;
  },
  examples: [
    [2.5, 3],
    [-2.5, -2],
    [-0.5, -0],
    [0.49999999999999994, 0],
    [2251799813685248.5, 2251799813685249],
  ],
});
