// Functions that every engine rounds in its own way, so that all engines run ours.
import type { FunctionDefinition } from "../define.ts";
import { call } from "../javascript-text.ts";
import {
  acos,
  asin,
  atan,
  atan2,
  cbrt,
  cos,
  exp,
  expm1,
  hypot,
  log,
  log10,
  log1p,
  log2,
  sin,
  tanh,
} from "../kernels/generated.ts";
import { kernels, kernelsOfTwo } from "../kernels/index.ts";
import { sqlAlgebra } from "../kernels/sql-algebra.ts";
import { FLOAT64, infersNumbers } from "../kinds.ts";
import { asDouble, only, pair } from "../operands.ts";

const compute = { acos, asin, atan, cbrt, cos, exp, expm1, log, log10, log1p, log2, sin, tanh } as const;
const computeOfTwo = { atan2, hypot } as const;

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

export function transcendentalOfTwo(
  name: keyof typeof kernelsOfTwo,
  summary: string,
  examples: readonly (readonly [number, number, number])[],
): FunctionDefinition {
  return {
    spellings: [{ form: "function", name: `Math.${name}` }],
    summary,
    nulls: "strict",
    infer: infersNumbers(2, () => FLOAT64),
    evaluate: (first, second) => computeOfTwo[name](first as number, second as number),
    javascript: (args, scope) => call(scope.helper(name), ...args.map(({ text }) => text)),
    sql: (args, scope) => {
      const [first, second] = pair(args.map((arg) => scope.bind(asDouble(arg))));
      return kernelsOfTwo[name](sqlAlgebra(scope), first, second);
    },
    examples: examples.map(([first, second, result]) => ({
      args: [first, second],
      types: [FLOAT64, FLOAT64],
      result,
    })),
  };
}
