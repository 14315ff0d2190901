// `String(x)` of whole numbers and booleans.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { BOOL, INT64, STRING, wrongCount } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export const to_text: FunctionDefinition = {
  spellings: [{ form: "function", name: "String" }],
  summary: "A whole number or a boolean as text.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 1);
    if (wrong !== null) return wrong;
    const { kind } = only(args, 0).type;
    if (kind === "int64" || kind === "bool") return { type: STRING };
    return {
      problem: `spells whole numbers and booleans, not ${kind}.`,
      hint: "Write `String(toInt64(x) ?? 0)` of a whole number; others are spelt differently by each engine.",
      argument: 0,
    };
  },
  evaluate: (value) => String(value),
  javascript: (args) => call("String", only(args, 0).text),
  sql: (args) => sql`${only(args, 0).text}::VARCHAR`,
  examples: [
    { args: [-12], types: [INT64], result: "-12" },
    { args: [true], types: [BOOL], result: "true" },
    { args: [9007199254740991], types: [INT64], result: "9007199254740991" },
  ],
};
