// `Number.isFinite(x)`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { BOOL, FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { asDouble, only } from "../operands.ts";
import { sql } from "../sql.ts";

export const is_finite: FunctionDefinition = {
  spellings: [{ form: "function", name: "Number.isFinite" }],
  summary: "Whether the number is neither NaN nor an infinity.",
  nulls: "strict",
  infer: infersNumbers(1, () => BOOL),
  evaluate: (value) => Number.isFinite(value),
  javascript: (args) => call("Number.isFinite", only(args, 0).text),
  sql: (args) => sql`isfinite(${asDouble(only(args, 0))})`,
  examples: [
    { args: [Number.NaN], types: [FLOAT64], result: false },
    { args: [Number.NEGATIVE_INFINITY], types: [FLOAT64], result: false },
    { args: [1.5], types: [FLOAT64], result: true },
    { args: [3], types: [INT64], result: true },
  ],
};
