// `list.max()` and `list.min()`: by the order of values; NaN wins over all numbers, and 0 has no sign.
import type { FunctionDefinition } from "../define.ts";
import { FLOAT64, INT64, listType, STRING } from "../kinds.ts";
import { greatestOf, leastOf } from "../lists.ts";
import { sql } from "../sql.ts";
import { listReduction } from "./list-reduction.ts";

export function listExtremum(method: "max" | "min", summary: string): FunctionDefinition {
  const [helper, compute] =
    method === "max" ? (["greatestOf", greatestOf] as const) : (["leastOf", leastOf] as const);
  const pick = <Item>(greatest: Item, least: Item): Item => (method === "max" ? greatest : least);
  return listReduction({
    method,
    summary,
    helper,
    kinds: ["int64", "float64", "decimal", "string", "timestamp"],
    result: (element) => ({ ...element, nullable: true }),
    compute: (list) => compute(list as readonly number[]),
    sql: (list, { kind }) => {
      if (kind !== "float64") return sql`list_${method}(${list})`;
      // SQL orders NaN above all numbers.
      const number = sql`(list_${method}(${list}) + 0e0)`;
      if (method === "max") return number;
      return sql`(CASE WHEN isnan(list_max(${list})) THEN 'nan'::DOUBLE ELSE ${number} END)`;
    },
    examples: [
      [[1.5, -2.5, 0], listType(FLOAT64), pick(1.5, -2.5)],
      [[1, Number.NaN, 2], listType(FLOAT64), Number.NaN],
      [[-0], listType(FLOAT64), 0],
      [[3, 1, 2], listType(INT64), pick(3, 1)],
      [["\uffff", "😀", "a"], listType(STRING), pick("😀", "a")],
      [[], listType(STRING), null],
    ],
  });
}
