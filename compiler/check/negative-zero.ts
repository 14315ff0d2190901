// Constants that are negative zero, which SQL engines hold for zero: beside one another they would become one.
import type { Expression } from "../ir/expression.ts";
import type { Span } from "../ir/span.ts";
import { evaluateExpression } from "../library/emit.ts";
import { codes } from "./codes.ts";
import type { Report } from "./report.ts";
import type { Inferred } from "./typed.ts";

/** Null after reporting an expression of nothing but literals whose value is -0. */
export function refuseNegativeZero(typed: Inferred, text: string, span: Span, report: Report): Inferred {
  if (typed === null || typed.expression.type.kind !== "float64" || !isConstant(typed.expression))
    return typed;
  const value = evaluateExpression(typed.expression, () => null);
  if (!Object.is(value, -0)) return typed;
  report.add(codes.negativeZero, span, `\`${text}\` is negative zero.`, {
    hint: "Write `0`; where a division asks for -Infinity, write the condition that you mean.",
  });
  return null;
}

function isConstant(expression: Expression): boolean {
  if (expression.kind === "call") return expression.args.every(isConstant);
  return expression.kind === "literal";
}
