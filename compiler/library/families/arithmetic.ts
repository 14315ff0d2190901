// The binary operators on numbers: IEEE double arithmetic on both faces.
import type { Argument, FunctionDefinition } from "../define.ts";
import { binary } from "../javascript-text.ts";
import { FLOAT64, infersNumbers } from "../kinds.ts";
import { asDouble, pair } from "../operands.ts";
import { sql } from "../sql.ts";

export interface Arithmetic {
  readonly operator: "+" | "-" | "*" | "/" | "%";
  readonly summary: string;
  compute(left: number, right: number): number;
  /** [left, right, result] */
  readonly examples: readonly (readonly [number, number, number])[];
}

export function arithmetic({ operator, summary, compute, examples }: Arithmetic): FunctionDefinition {
  const exact = operator === "+" || operator === "-" || operator === "*";
  const infer = infersNumbers(2, () => FLOAT64);
  return {
    spellings: [{ form: "operator", name: operator }],
    summary,
    nulls: "strict",
    infer: (args) => (exact && hasDecimal(args) ? null : infer(args)),
    evaluate: (left, right) => compute(left as number, right as number),
    javascript: (args) => {
      const [left, right] = pair(args);
      return binary(left.text, operator, right.text);
    },
    sql: (args) => {
      const [left, right] = pair(args);
      return sql`(${asDouble(left)} ${operator} ${asDouble(right)})`;
    },
    examples: examples.map(([left, right, result]) => ({
      args: [left, right],
      types: [FLOAT64, FLOAT64],
      result,
    })),
  };
}

/** Decimals have sums, differences and products of their own. */
function hasDecimal(args: readonly Argument[]): boolean {
  return args.some(({ type }) => type.kind === "decimal");
}
