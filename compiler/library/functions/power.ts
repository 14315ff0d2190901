// `x ** n` and `Math.pow(x, n)` for the exponents that have one meaning everywhere.
import type { Value } from "../../ir/value-type.ts";
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { FLOAT64, INT64, infersNumbers } from "../kinds.ts";
import { asDouble, only, pair } from "../operands.ts";
import { integerPower } from "../powers.ts";
import { sql } from "../sql.ts";
import { sqrt } from "./sqrt.ts";

const GREATEST = 8;
const inferNumbers = infersNumbers(2, () => FLOAT64);

/** General powers differ between engines, and between versions of one. */
function isExponent(literal: Value | undefined): literal is number {
  if (typeof literal !== "number") return false;
  return literal === 0.5 || (Number.isInteger(literal) && literal >= 1 && literal <= GREATEST);
}

export const power: FunctionDefinition = {
  spellings: [
    { form: "operator", name: "**" },
    { form: "function", name: "Math.pow" },
  ],
  summary: "Repeated multiplication by a literal exponent of 1 to 8, or Math.sqrt for 0.5.",
  nulls: "strict",
  infer: (args) => {
    const kinds = inferNumbers(args);
    if (kinds === null || "problem" in kinds || isExponent(args[1]?.literal)) return kinds;
    return {
      problem: `takes a literal exponent: a whole number from 1 to ${GREATEST}, or 0.5.`,
      hint: "For other exponents, write Math.exp(n * Math.log(x)).",
      argument: 1,
    };
  },
  evaluate: (base, exponent) =>
    exponent === 0.5 ? Math.sqrt(base as number) : integerPower(base as number, exponent as number),
  javascript: (args, scope) => {
    const [base, exponent] = pair(args);
    if (exponent.literal === 0.5) return sqrt.javascript([base], scope);
    return call(scope.helper("integerPower"), base.text, exponent.text);
  },
  sql: (args, scope) => {
    const [base, exponent] = pair(args);
    if (exponent.literal === 0.5) return sqrt.sql([base], scope);
    const value = scope.bind(asDouble(base));
    const factors = Array.from({ length: Number(exponent.literal) }, () => value);
    return sql`(${factors.reduce((left, right) => sql`${left} * ${right}`, only(factors.splice(0, 1), 0))})`;
  },
  examples: [
    { args: [1.1, 3], types: [FLOAT64, INT64], result: 1.1 * 1.1 * 1.1 },
    { args: [-2, 1], types: [FLOAT64, INT64], result: -2 },
    { args: [3, 8], types: [INT64, INT64], result: 6561 },
    { args: [2, 0.5], types: [FLOAT64, FLOAT64], result: Math.SQRT2 },
    { args: [Number.NaN, 2], types: [FLOAT64, INT64], result: Number.NaN },
  ],
};
