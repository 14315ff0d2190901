// `list.sum()`.
import { listReduction } from "../families/list-reduction.ts";
import { FLOAT64, INT64, listType } from "../kinds.ts";
import { sumOf } from "../lists.ts";
import { sql } from "../sql.ts";

export const list_sum = listReduction({
  method: "sum",
  summary: "The items of a list of numbers, added from the first to the last, as float64.",
  helper: "sumOf",
  kinds: ["int64", "float64"],
  result: () => FLOAT64,
  compute: (list) => sumOf(list as readonly number[]),
  // SQL's own sum adds in an order that is the engine's affair.
  sql: (list) => sql`list_reduce(${list}::DOUBLE[], lambda s, x: s + x, 0e0)`,
  examples: [
    [[0.1, 0.2, 0.3], listType(FLOAT64), 0.1 + 0.2 + 0.3],
    [[1e308, 1e308, -1e308], listType(FLOAT64), Number.POSITIVE_INFINITY],
    [[1, 2, 3], listType(INT64), 6],
    [[-0], listType(FLOAT64), 0],
    [[], listType(FLOAT64), 0],
  ],
});
