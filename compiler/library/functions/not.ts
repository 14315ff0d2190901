// `!a` on booleans.
import type { FunctionDefinition } from "../define.ts";
import { unary } from "../javascript-text.ts";
import { BOOL, infersExactly } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export const not: FunctionDefinition = {
  spellings: [{ form: "operator", name: "!" }],
  summary: "Whether it does not hold.",
  nulls: "strict",
  infer: infersExactly(["bool"], BOOL),
  evaluate: (value) => value !== true,
  javascript: (args) => unary("!", only(args, 0).text),
  sql: (args) => sql`(NOT ${only(args, 0).text})`,
  examples: [
    { args: [true], types: [BOOL], result: false },
    { args: [false], types: [BOOL], result: true },
  ],
};
