// `list.at(place)`.
import type { ScalarValue } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, INT64, listType, STRING, wrongCount } from "../kinds.ts";
import { itemAt } from "../lists.ts";
import { asInteger, pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const list_at: FunctionDefinition = {
  spellings: [{ form: "method", name: "at" }],
  summary: "The item at a place from 0 on, from the end where it is negative; null beyond the ends.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [list, place] = pair(args);
    if (list.type.kind !== "list" || list.type.element === undefined) return null;
    if (place.type.kind === "int64") return { type: { ...list.type.element, nullable: true } };
    return { problem: `takes a place as int64, not ${place.type.kind}.`, argument: 1 };
  },
  evaluate: (list, place) => itemAt(list as readonly ScalarValue[], place as number),
  javascript: (args, scope) => {
    const [list, place] = pair(args);
    return call(scope.helper("itemAt"), list.text, place.text);
  },
  sql: (args, scope) => {
    const [list, place] = pair(args);
    if (typeof place.literal === "number") {
      return sql`list_extract(${list.text}, ${String(place.literal < 0 ? place.literal : place.literal + 1)})`;
    }
    const at = scope.bind(asInteger(place));
    // Places are counted from 1 in SQL.
    return sql`list_extract(${list.text}, CASE WHEN ${at} < 0 THEN ${at} ELSE ${at} + 1 END)`;
  },
  examples: [
    { args: [["a", "b"], 0], types: [listType(STRING), INT64], result: "a" },
    { args: [["a", "b"], -1], types: [listType(STRING), INT64], result: "b" },
    { args: [["a", "b"], 2], types: [listType(STRING), INT64], result: null },
    { args: [[0.5], -2], types: [listType(FLOAT64), INT64], result: null },
  ],
};
