// `count(condition)` counts every row, for a condition is never null: it is refused where it can mean nothing else.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import { placeOfOperand } from "./call-problems.ts";
import { codes } from "./codes.ts";
import { printExpression } from "./print.ts";
import type { Inferred, Tools } from "./typed.ts";

const COUNT = "count";

/**
 * The value as it is, or null after reporting. A column of another type that is never null may be counted: who counts
 * identifiers means rows. `value` stands without the conditions of its `where`, which make it null.
 */
export function refuseCountedCondition(
  { report }: Tools,
  { name, span }: DeclaredCall,
  node: DeclaredExpression,
  value: Inferred,
): Inferred {
  if (name !== COUNT || value === null || !isSureBool(value.expression)) return value;
  const text = printExpression(node);
  const place = placeOfOperand(node.span, span, span);
  report.add(codes.countedCondition, place, `'${text}' is never null here, so each row is counted.`, {
    hint: `Write \`count().where(${text})\`, or \`sum(${text} ? 1 : 0)\`.`,
  });
  return null;
}

function isSureBool({ type }: Expression): boolean {
  return type.kind === "bool" && !type.nullable;
}
