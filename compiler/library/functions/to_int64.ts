// `toInt64(x)`.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { asDouble, only } from "../operands.ts";
import { wholePart } from "../safe-integer.ts";
import { sql } from "../sql.ts";

export const to_int64: FunctionDefinition = {
  spellings: [{ form: "function", name: "toInt64" }],
  summary: "The number without its fraction as int64; null for NaN, for infinities and beyond 2^53 - 1.",
  nulls: "strict",
  infer: infersNumbers(1, () => ({ kind: "int64", nullable: true })),
  evaluate: (value) => wholePart(value as number),
  javascript: (args, scope) => call(scope.helper("wholePart"), only(args, 0).text),
  sql: (args, scope) => {
    const whole = scope.bind(sql`trunc(${asDouble(only(args, 0))})`);
    // SQL orders NaN above all numbers: it is not within.
    return sql`(CASE WHEN abs(${whole}) <= ${String(Number.MAX_SAFE_INTEGER)}e0 THEN ${whole}::BIGINT END)`;
  },
  examples: [
    { args: [-7.9], types: [FLOAT64], result: -7 },
    { args: [-0.5], types: [FLOAT64], result: 0 },
    { args: [42], types: [INT64], result: 42 },
    { args: [2 ** 53 - 1], types: [FLOAT64], result: 2 ** 53 - 1 },
    { args: [2 ** 53], types: [FLOAT64], result: null },
    { args: [Number.NaN], types: [FLOAT64], result: null },
    { args: [Number.NEGATIVE_INFINITY], types: [FLOAT64], result: null },
  ],
};
