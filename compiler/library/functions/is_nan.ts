// `Number.isNaN(x)`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { BOOL, FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { asDouble, only } from "../operands.ts";
import { sql } from "../sql.ts";

export const is_nan: FunctionDefinition = {
  spellings: [{ form: "function", name: "Number.isNaN" }],
  summary: "Whether the number is NaN.",
  nulls: "strict",
  infer: infersNumbers(1, () => BOOL),
  evaluate: (value) => Number.isNaN(value),
  javascript: (args) => call("Number.isNaN", only(args, 0).text),
  sql: (args) => sql`isnan(${asDouble(only(args, 0))})`,
  examples: [
    { args: [Number.NaN], types: [FLOAT64], result: true },
    { args: [Number.NEGATIVE_INFINITY], types: [FLOAT64], result: false },
    { args: [1.5], types: [FLOAT64], result: false },
    { args: [3], types: [INT64], result: false },
  ],
};
