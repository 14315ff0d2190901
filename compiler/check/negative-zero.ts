// Constants that are negative zero, which SQL engines hold for zero: beside one another they would become one.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import { evaluateExpression } from "../library/emit.ts";
import { codes } from "./codes.ts";
import { printExpression } from "./print.ts";
import type { Inferred, Tools } from "./typed.ts";

/** Null after reporting an expression of nothing but literals whose value is -0. */
export function refuseNegativeZero({ report }: Tools, node: DeclaredExpression, typed: Inferred): Inferred {
  if (typed === null || typed.expression.type.kind !== "float64" || !isConstant(typed.expression))
    return typed;
  if (
    !Object.is(
      evaluateExpression(typed.expression, () => null),
      -0,
    )
  )
    return typed;
  report.add(codes.negativeZero, node.span, `\`${printExpression(node)}\` is negative zero.`, {
    hint: "Write `0`; where a division asks for -Infinity, write the condition that you mean.",
  });
  return null;
}

function isConstant(expression: Expression): boolean {
  if (expression.kind === "call") return expression.args.every(isConstant);
  return expression.kind === "literal";
}
