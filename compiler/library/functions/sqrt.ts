// `Math.sqrt(x)`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, infersNumbers } from "../kinds.ts";
import { asDouble, only } from "../operands.ts";
import { sql } from "../sql.ts";

export const sqrt: FunctionDefinition = {
  spellings: [{ form: "function", name: "Math.sqrt" }],
  summary: "Square root; NaN below zero.",
  nulls: "strict",
  infer: infersNumbers(1, () => FLOAT64),
  evaluate: (value) => Math.sqrt(value as number),
  javascript: (args) => call("Math.sqrt", only(args, 0).text),
  sql: (args, scope) => {
    const value = scope.bind(asDouble(only(args, 0)));
    // SQL's own raises below zero.
    return sql`(CASE WHEN ${value} < 0e0 THEN 'nan'::DOUBLE ELSE sqrt(${value}) END)`;
  },
  examples: [
    { args: [2], types: [FLOAT64], result: Math.SQRT2 },
    { args: [-1], types: [FLOAT64], result: Number.NaN },
    { args: [-0], types: [FLOAT64], result: -0 },
    { args: [Number.POSITIVE_INFINITY], types: [FLOAT64], result: Number.POSITIVE_INFINITY },
  ],
};
