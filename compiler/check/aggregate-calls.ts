// How calls of aggregations look, and what to say of them where none can stand.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import { type Complaint, codes } from "./codes.ts";
import type { Tools } from "./infer.ts";
import { printExpression } from "./print.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** `mean(x)` */
export function isAggregateCall(node: DeclaredExpression, vocabulary: Vocabulary): node is DeclaredCall {
  return node.kind === "call" && node.form === "function" && vocabulary.isAggregation(node.name);
}

/** `anything.over(...)` */
export function isOver(node: DeclaredExpression): node is DeclaredCall {
  return node.kind === "call" && node.form === "method" && node.name === "over";
}

/** Why no aggregate can stand at a place, and what to say of one. */
export interface AggregateRefusal {
  readonly complaint: Complaint;
  readonly message: string;
  readonly hint: string;
}

export function misplaced(place: string): AggregateRefusal {
  return {
    complaint: codes.aggregateMisplaced,
    message: `${place} is computed from one row, so it cannot hold an aggregate.`,
    hint: "Aggregate in the features of a feature view.",
  };
}

/** Null after reporting an aggregate, as a whole with its window; undefined for anything else. */
export function refuseAggregate(
  { report, vocabulary }: Tools,
  node: DeclaredExpression,
  refusal: AggregateRefusal,
): null | undefined {
  const receiver = isOver(node) ? node.args[0] : undefined;
  const aggregate = receiver ?? node;
  if (isAggregateCall(aggregate, vocabulary)) {
    report.add(refusal.complaint, node.span, refusal.message, { hint: refusal.hint });
    return null;
  }
  if (receiver === undefined || !isOver(node)) return undefined;
  reportOver({ report }, node, receiver);
  return null;
}

/** A window on something that is not an aggregation. */
export function reportOver(
  { report }: Pick<Tools, "report">,
  node: DeclaredCall,
  receiver: DeclaredExpression,
): void {
  const text = printExpression(receiver);
  report.add(
    codes.overWithoutAggregate,
    node.nameSpan,
    `'${text}' is not an aggregation, so it has no window.`,
    {
      hint: isOver(receiver)
        ? "One '.over' is enough."
        : `Aggregate it first, as in \`mean(${text}).over("6h")\`.`,
    },
  );
}
