// `clamp(x, 0, 100)`.
import { clamp as clampNumber } from "../buckets.ts";
import type { FunctionDefinition, Operand } from "../define.ts";
import { call } from "../javascript-text.ts";
import { decimalType, FLOAT64, INT64, isNumber, kindsOf, scaleOf, wrongCount } from "../kinds.ts";
import { asDouble, asInteger, mayBeNaN, only } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";

export const clamp: FunctionDefinition = {
  spellings: [{ form: "function", name: "clamp" }],
  summary: "The number, or the nearer of two literal bounds where it is outside; NaN stays NaN.",
  nulls: "strict",
  infer: (args) => {
    const wrong = wrongCount(args, 3);
    if (wrong !== null) return wrong;
    const [value, low, high] = [only(args, 0), only(args, 1), only(args, 2)];
    for (const argument of [1, 2]) {
      const { literal } = only(args, argument);
      if (typeof literal === "number" && !Number.isNaN(literal)) continue;
      return {
        problem: "takes two literal bounds.",
        hint: "With computed bounds, write `Math.min(Math.max(x, low), high)`.",
        argument,
      };
    }
    if (Number(low.literal) > Number(high.literal))
      return { problem: "takes the lower bound first.", argument: 1 };
    if (value.type.kind === "decimal") {
      const scales = args.map(({ type, literal }) => scaleOf(type, literal ?? null));
      if (scales.includes(null)) return { problem: `takes numbers, not ${kindsOf(args)}.` };
      const type = decimalType(Math.max(...scales.map(Number)));
      return { type, args: [type, type, type] };
    }
    const argument = args.findIndex(({ type }) => !isNumber(type));
    if (argument >= 0) return { problem: `takes numbers, not ${kindsOf(args)}.`, argument };
    if (args.every(({ type }) => type.kind === "int64")) return { type: INT64 };
    return { type: FLOAT64, args: [FLOAT64, FLOAT64, FLOAT64] };
  },
  evaluate: (value, low, high) => clampNumber(value as number, low as number, high as number),
  javascript: (args, scope) => call(scope.helper("clamp"), ...args.map(({ text }) => text)),
  sql: (args, scope) => {
    const value = only(args, 0);
    const spell = (operand: Operand<Sql>): Sql =>
      operand.type.kind === "float64" ? asDouble(operand) : asInteger(operand);
    const x = scope.bind(spell(value));
    const [low, high] = [spell(only(args, 1)), spell(only(args, 2))];
    const unordered = mayBeNaN(value) ? sql`WHEN isnan(${x}) THEN ${x} ` : "";
    const text = sql`(CASE ${unordered}WHEN ${x} < ${low} THEN ${low} WHEN ${x} > ${high} THEN ${high} ELSE ${x} END)`;
    return value.type.kind === "float64" ? text : sql`${text}::BIGINT`;
  },
  examples: [
    { args: [5, 0, 3], types: [INT64, INT64, INT64], result: 3 },
    { args: [-0.5, 0, 1.5], types: [FLOAT64, INT64, FLOAT64], result: 0 },
    { args: [Number.NaN, 0, 1], types: [FLOAT64, INT64, INT64], result: Number.NaN },
    { args: [2, 0.5, 1.5], types: [INT64, FLOAT64, FLOAT64], result: 1.5 },
    { args: [250, 0, 1.5], types: [decimalType(2), INT64, FLOAT64], result: 150 },
  ],
};
