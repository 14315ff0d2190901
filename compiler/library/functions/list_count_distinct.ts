// `list.countDistinct()`.
import { listReduction } from "../families/list-reduction.ts";
import { FLOAT64, INT64, listType, STRING } from "../kinds.ts";
import { countDifferent } from "../lists.ts";
import { sql } from "../sql.ts";

export const list_count_distinct = listReduction({
  method: "countDistinct",
  summary: "Number of different items of a list: NaN is NaN here, and -0 is 0.",
  helper: "countDifferent",
  kinds: ["int64", "float64", "decimal", "bool", "string", "timestamp"],
  result: () => INT64,
  compute: (list) => countDifferent(list as readonly (string | number)[]),
  sql: (list, { kind }) => {
    if (kind !== "float64") return sql`list_unique(${list})::BIGINT`;
    // SQL's own counts each NaN.
    const numbers = sql`list_transform(list_filter(${list}, lambda x: NOT isnan(x)), lambda x: x + 0e0)`;
    return sql`(list_unique(${numbers})::BIGINT + CASE WHEN isnan(list_max(${list})) THEN 1 ELSE 0 END)`;
  },
  examples: [
    [["a", "b", "a"], listType(STRING), 2],
    [[0, -0, Number.NaN, Number.NaN, 1], listType(FLOAT64), 3],
    [[7, 7], listType(INT64), 1],
    [[], listType(STRING), 0],
  ],
});
