// `a || b` on booleans.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { BOOL, infersExactly } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const or: FunctionDefinition = {
  spellings: [{ form: "operator", name: "||" }],
  summary: "Whether one of them holds.",
  nulls: "strict",
  infer: infersExactly(["bool", "bool"], BOOL),
  evaluate: (left, right) => left === true || right === true,
  javascript: (args) => {
    const [left, right] = pair(args);
    return binary(left.text, "||", right.text);
  },
  sql: (args) => {
    const [left, right] = pair(args);
    return sql`(${left.text} OR ${right.text})`;
  },
  examples: [
    { args: [true, true], types: [BOOL, BOOL], result: true },
    { args: [true, false], types: [BOOL, BOOL], result: true },
    { args: [false, true], types: [BOOL, BOOL], result: true },
    { args: [false, false], types: [BOOL, BOOL], result: false },
  ],
};
