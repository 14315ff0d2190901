// Functions that every engine rounds in its own way, so that all engines run ours.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import { asin, cos, exp, expm1, log, log1p, sin } from "../kernels/generated.ts";
import { kernels } from "../kernels/index.ts";
import { sqlAlgebra } from "../kernels/sql-algebra.ts";
import { FLOAT64, infersNumbers } from "../kinds.ts";
import { asDouble, only } from "../operands.ts";

const compute = { asin, cos, exp, expm1, log, log1p, sin } as const;

export function transcendental(
  name: keyof typeof kernels,
  summary: string,
  examples: readonly (readonly [number, number])[],
): FunctionDefinition {
  return {
    spellings: [{ form: "function", name: `Math.${name}` }],
    summary,
    nulls: "strict",
    infer: infersNumbers(1, () => FLOAT64),
    evaluate: (value) => compute[name](value as number),
    javascript: (args, scope) => call(scope.helper(name), only(args, 0).text),
    sql: (args, scope) => kernels[name](sqlAlgebra(scope), scope.bind(asDouble(only(args, 0)))),
    examples: examples.map(([value, result]) => ({ args: [value], types: [FLOAT64], result })),
  };
}
