// `list.mean()`.
import { listReduction } from "../families/list-reduction.ts";
import { FLOAT64, INT64, listType } from "../kinds.ts";
import { meanOf } from "../lists.ts";
import { sql } from "../sql.ts";

export const list_mean = listReduction({
  method: "mean",
  summary:
    "The sum of a list of numbers, added from the first to the last, by its length; null of an empty one.",
  helper: "meanOf",
  kinds: ["int64", "float64"],
  result: () => ({ kind: "float64", nullable: true }),
  compute: (list) => meanOf(list as readonly number[]),
  sql: (list) => {
    const sum = sql`list_reduce(${list}::DOUBLE[], lambda s, x: s + x, 0e0)`;
    return sql`(CASE WHEN len(${list}) > 0 THEN ${sum} / len(${list})::DOUBLE END)`;
  },
  examples: [
    [[1, 2, 4.5], listType(FLOAT64), 2.5],
    [[1, 2], listType(INT64), 1.5],
    [[], listType(FLOAT64), null],
  ],
});
