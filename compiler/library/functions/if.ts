// `condition ? a : b`.
import type { FunctionDefinition } from "../define.ts";
import { conditional } from "../javascript-text.ts";
import {
  BOOL,
  branches,
  decimalType,
  differing,
  FLOAT64,
  INT64,
  NULL,
  STRING,
  unify,
  unifyArguments,
  wrongCount,
} from "../kinds.ts";
import { asBranch, only } from "../operands.ts";
import { sql } from "../sql.ts";

export const if_: FunctionDefinition = {
  spellings: [{ form: "operator", name: "?:" }],
  summary: "One of two values of one type; int64 beside float64 becomes float64.",
  nulls: "aware",
  infer: (args) => {
    const wrong = wrongCount(args, 3);
    if (wrong !== null) return wrong;
    const [condition, yes, no] = [only(args, 0), only(args, 1), only(args, 2)];
    if (condition.type.kind !== "bool" || condition.type.nullable) {
      const found = condition.type.nullable ? "one that may be null" : `a ${condition.type.kind}`;
      return {
        problem: `needs a condition that is true or false, not ${found}.`,
        hint: "Compare it, for example with `=== null` or `> 0`.",
        argument: 0,
      };
    }
    const type = unifyArguments(yes, no);
    if (type !== null) return branches(type, [condition.type, type, type]);
    return { ...differing("two branches", [yes, no]), argument: 2 };
  },
  evaluate: (condition, yes, no) => (condition === true ? yes : no),
  javascript: (args) => conditional(only(args, 0).text, only(args, 1).text, only(args, 2).text),
  sql: (args) => {
    const [condition, yes, no] = [only(args, 0), only(args, 1), only(args, 2)];
    const type = unify(yes.type, no.type) ?? yes.type;
    return sql`(CASE WHEN ${condition.text} THEN ${asBranch(yes, type)} ELSE ${asBranch(no, type)} END)`;
  },
  examples: [
    { args: [true, 1, 0], types: [BOOL, INT64, INT64], result: 1 },
    { args: [false, 1, 0.5], types: [BOOL, INT64, FLOAT64], result: 0.5 },
    { args: [true, 1, 0.5], types: [BOOL, INT64, FLOAT64], result: 1 },
    { args: [true, 15, 7], types: [BOOL, decimalType(1), decimalType(2)], result: 150 },
    { args: [false, 15, 7], types: [BOOL, decimalType(1), INT64], result: 70 },
    { args: [false, "x", null], types: [BOOL, STRING, NULL], result: null },
  ],
};
