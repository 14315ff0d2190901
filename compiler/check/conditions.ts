// Which rows an aggregate counts: `.where(condition)` makes a value null where the condition does not hold.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Chain } from "./aggregate-chain.ts";
import type { AggregateScope } from "./aggregate-scope.ts";
import { applyFunction } from "./calls.ts";
import { codes } from "./codes.ts";
import { asCondition } from "./infer.ts";
import { type Facts, NO_FACTS, narrow } from "./narrow.ts";
import { NULL_LITERAL } from "./null-literal.ts";
import { printExpression } from "./print.ts";
import type { Inferred, Typed } from "./typed.ts";

export interface Condition {
  readonly node: DeclaredExpression;
  readonly typed: Typed;
  /** What it proves of the rows that it lets through. */
  readonly facts: Facts;
}

/** All conditions of a chain as one; null where it has none, "failed" after reporting. */
export function readCondition(
  { tools, inferRow }: AggregateScope,
  { conditions }: Chain,
): Condition | null | "failed" {
  const { report, shapeOf } = tools;
  let sound = true;
  let whole: DeclaredExpression | null = null;
  for (const step of conditions) {
    const [, condition] = step.args;
    if (condition === undefined || step.args.length > 2) {
      report.add(codes.badCondition, step.nameSpan, "'where' takes one condition of the row.", {
        hint: "Write `.where(row.paid)`; join conditions with `&&`.",
      });
      sound = false;
      continue;
    }
    const { readsInput, aggregates } = shapeOf(condition);
    if (!readsInput && !aggregates) {
      const text = printExpression(condition);
      report.add(codes.badCondition, condition.span, `The condition \`${text}\` is the same for every row.`, {
        hint: "Compare a column of the row, or drop the condition.",
      });
      sound = false;
      continue;
    }
    whole = whole === null ? condition : both(whole, condition, step.nameSpan);
  }
  if (!sound) return "failed";
  if (whole === null) return null;
  const typed = asCondition(tools, inferRow(whole), whole, whole.span, "The condition");
  if (typed === null) return "failed";
  return { node: whole, typed, facts: narrow(NO_FACTS, whole, true, shapeOf) };
}

/** `condition ? value : null` */
export function onlyWhere({ tools }: AggregateScope, { node, typed }: Condition, value: Typed): Inferred {
  const nothing: Typed = {
    expression: NULL_LITERAL,
    because: "its condition does not hold for all rows",
  };
  const { span } = node;
  const literal: DeclaredExpression = { kind: "literal", value: { type: "null" }, span };
  const call = {
    kind: "call",
    form: "operator",
    name: "?:",
    args: [node, literal, literal],
    span,
    nameSpan: span,
  } as const;
  return applyFunction(tools, call, [typed, value, nothing], span);
}

function both(
  left: DeclaredExpression,
  right: DeclaredExpression,
  span: DeclaredExpression["span"],
): DeclaredExpression {
  return { kind: "call", form: "operator", name: "&&", args: [left, right], span, nameSpan: span };
}
