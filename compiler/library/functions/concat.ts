// `a + b` on strings, and template literals.
import type { FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { kindsOf, STRING, wrongCount } from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";

export const concat: FunctionDefinition = {
  spellings: [{ form: "operator", name: "+" }],
  summary: "Two strings joined.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 2);
    if (wrong !== null) return wrong;
    if (args.every(({ type }) => type.kind === "string")) return { type: STRING };
    return {
      problem: `adds two numbers or joins two strings, not ${kindsOf(args)}.`,
      hint: args.some(({ type }) => type.kind === "timestamp")
        ? 'Move an instant by a duration, `x.plus("1h")`, or by minutes, `x.plusMinutes(n)`.'
        : "Write `String(x)` of a whole number or a bool; other numbers are spelt differently by each engine.",
    };
  },
  evaluate: (left, right) => `${left}${right}`,
  javascript: (args) => {
    const [left, right] = pair(args);
    return binary(left.text, "+", right.text);
  },
  sql: (args) => {
    const [left, right] = pair(args);
    return sql`(${left.text} || ${right.text})`;
  },
  examples: [
    { args: ["JFK", "-SFO"], types: [STRING, STRING], result: "JFK-SFO" },
    { args: ["", ""], types: [STRING, STRING], result: "" },
    { args: ["e", "\u0301😀"], types: [STRING, STRING], result: "e\u0301😀" },
  ],
};
