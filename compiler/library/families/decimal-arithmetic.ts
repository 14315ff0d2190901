// Sums, differences and products of decimals: exact, and stopped at the ends.
import { clampUnits, MOST_SCALE, MOST_UNITS } from "../decimal.ts";
import type { FunctionDefinition } from "../define.ts";
import { binary, call } from "../javascript-text.ts";
import {
  decimalType,
  EXACTLY,
  FLOAT64,
  INT64,
  kindsOf,
  mixesDecimals,
  scaleOf,
  wrongCount,
} from "../kinds.ts";
import { pair } from "../operands.ts";
import { sql } from "../sql.ts";
import { asHuge, sqlClamp } from "../sql-decimal.ts";

export interface DecimalArithmetic {
  readonly operator: "+" | "-" | "*";
  readonly summary: string;
  compute(left: number, right: number): number;
}

export function decimalArithmetic({ operator, summary, compute }: DecimalArithmetic): FunctionDefinition {
  const product = operator === "*";
  const example = (left: number, right: number, result: number) => ({
    args: [left, right],
    types: [decimalType(2), decimalType(2)],
    result,
  });
  return {
    spellings: [{ form: "operator", name: operator }],
    summary,
    nulls: "strict",
    infer: (args) => {
      const wrong = wrongCount(args, 2);
      if (wrong !== null) return wrong;
      if (args.every(({ type }) => type.kind !== "decimal")) return null;
      const [left, right] = pair(args);
      const [a, b] = [scaleOf(left.type, left.literal ?? null), scaleOf(right.type, right.literal ?? null)];
      if (a === null || b === null) {
        const hint = mixesDecimals(args) ? { hint: EXACTLY } : {};
        return { problem: `computes with decimals, not with ${kindsOf(args)}.`, ...hint };
      }
      const scale = product ? a + b : Math.max(a, b);
      if (scale > MOST_SCALE) {
        return {
          problem: `would have ${scale} digits after the point; ${MOST_SCALE} are the most.`,
          hint: "Round a factor first, as in `roundTo(x, 2)`.",
        };
      }
      const type = decimalType(scale);
      return { type, args: product ? [decimalType(a), decimalType(b)] : [type, type] };
    },
    evaluate: (left, right) => clampUnits(compute(left as number, right as number)),
    javascript: (args, scope) => {
      const [left, right] = pair(args);
      return call(scope.helper("clampUnits"), binary(left.text, operator, right.text));
    },
    sql: (args, scope) => {
      const [left, right] = pair(args);
      return sqlClamp(sql`(${asHuge(left)} ${operator} ${asHuge(right)})`, scope);
    },
    examples: [
      example(1050, 25, compute(1050, 25)),
      example(-1050, 25, compute(-1050, 25)),
      example(0, -25, compute(0, -25) + 0),
      example(MOST_UNITS, -MOST_UNITS, clampUnits(compute(MOST_UNITS, -MOST_UNITS))),
      example(-MOST_UNITS, -MOST_UNITS, clampUnits(compute(-MOST_UNITS, -MOST_UNITS))),
      {
        args: [1050, 3],
        types: [decimalType(2), INT64],
        result: product ? 3150 : compute(1050, 300),
      },
      {
        args: [105, 0.25],
        types: [decimalType(1), FLOAT64],
        result: product ? 2625 : compute(1050, 25),
      },
    ],
  };
}
