// `-x`.
import type { FunctionDefinition } from "../define.ts";
import { unary } from "../javascript-text.ts";
import { FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { sqlLiteral } from "../literals.ts";
import { asDouble, only } from "../operands.ts";
import { rawSql, sql } from "../sql.ts";

/** `-180` is a whole number as `180` is; of other whole numbers 0 would turn into -0, which int64 has not. */
const isWhole = (type: { readonly kind: string }, literal: unknown): literal is number =>
  type.kind === "int64" && typeof literal === "number" && literal !== 0;

export const negate: FunctionDefinition = {
  spellings: [{ form: "operator", name: "neg" }],
  summary: "The number with the other sign: int64 for a literal whole number, else float64.",
  nulls: "strict",
  infer: infersNumbers(1, ([arg]) => (arg !== undefined && isWhole(arg.type, arg.literal) ? INT64 : FLOAT64)),
  evaluate: (value) => -(value as number),
  javascript: (args) => unary("-", only(args, 0).text),
  sql: (args) => {
    const value = only(args, 0);
    if (isWhole(value.type, value.literal)) return rawSql(`(${sqlLiteral(-value.literal, INT64)})`);
    return sql`(-${asDouble(value)})`;
  },
  examples: [
    { args: [1.5], types: [FLOAT64], result: -1.5 },
    { args: [0], types: [FLOAT64], result: -0 },
    { args: [-0], types: [FLOAT64], result: 0 },
    { args: [Number.NaN], types: [FLOAT64], result: Number.NaN },
    { args: [180], types: [INT64], result: -180 },
  ],
};
