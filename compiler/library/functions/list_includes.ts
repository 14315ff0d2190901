// `list.includes(item)`.
import type { ScalarValue } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { bare } from "../javascript-text.ts";
import { BOOL, FLOAT64, INT64, listType, STRING, sameKind, unify, wrongCount } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const list_includes: FunctionDefinition = {
  spellings: [{ form: "method", name: "includes" }],
  summary: "Whether one of the items is the value: NaN is NaN here, and -0 is 0.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    const [list, item] = pair(args);
    const element = list.type.element;
    if (list.type.kind !== "list" || element === undefined) return null;
    if (sameKind(element, item.type)) return { type: BOOL };
    const type = unify(element, item.type, null, item.literal ?? null);
    // A list of the author's own becomes what the value is; a list of data stays as it is.
    const common = type !== null && (list.literal !== undefined || sameKind(element, type)) ? type : null;
    if (common !== null) return { type: BOOL, args: [listType(common), common] };
    return { problem: `looks for ${element.kind} here, not ${item.type.kind}.`, argument: 1 };
  },
  evaluate: (list, item) => (list as readonly ScalarValue[]).includes(item as ScalarValue),
  javascript: (args) => {
    const [list, item] = pair(args);
    return `${list.text}.includes(${bare(item.text)})`;
  },
  sql: (args) => {
    const [list, item] = pair(args);
    return sql`list_contains(${list.text}, ${item.text})`;
  },
  examples: [
    { args: [["a", "b"], "b"], types: [listType(STRING), STRING], result: true },
    { args: [[], "b"], types: [listType(STRING), STRING], result: false },
    { args: [[Number.NaN], Number.NaN], types: [listType(FLOAT64), FLOAT64], result: true },
    { args: [[0], -0], types: [listType(FLOAT64), FLOAT64], result: true },
    { args: [[1, 2], 2], types: [listType(FLOAT64), INT64], result: true },
  ],
};
