// `list.indexOf(item)`.
import type { ScalarValue } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, INT64, listType, STRING } from "../kinds.ts";
import { placeOf } from "../lists.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";
import { list_includes } from "./list_includes.ts";

export const list_index_of: FunctionDefinition = {
  spellings: [{ form: "method", name: "indexOf" }],
  summary:
    "The place of the first item that is the value, from 0 on; -1 where there is none. NaN is NaN here, -0 is 0.",
  nulls: "strict",
  infer: (args) => {
    const found = list_includes.infer(args);
    return found !== null && "type" in found ? { ...found, type: INT64 } : found;
  },
  evaluate: (list, item) => placeOf(list as readonly ScalarValue[], item as ScalarValue),
  javascript: (args, scope) => {
    const [list, item] = pair(args);
    return call(scope.helper("placeOf"), list.text, item.text);
  },
  sql: (args) => {
    const [list, item] = pair(args);
    return sql`(coalesce(list_position(${list.text}, ${item.text}), 0)::BIGINT - 1)`;
  },
  examples: [
    { args: [["a", "b", "b"], "b"], types: [listType(STRING), STRING], result: 1 },
    { args: [["a"], "b"], types: [listType(STRING), STRING], result: -1 },
    { args: [[], "b"], types: [listType(STRING), STRING], result: -1 },
    { args: [[1, Number.NaN], Number.NaN], types: [listType(FLOAT64), FLOAT64], result: 1 },
    { args: [[0], -0], types: [listType(FLOAT64), FLOAT64], result: 0 },
    { args: [[1, 2], 2], types: [listType(FLOAT64), INT64], result: 1 },
  ],
};
