// How calls of aggregations look, and what to say of them where none can stand.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import { chainOf, isChainStep, type ChainStep } from "./aggregate-chain.ts";
import { type Complaint, codes } from "./codes.ts";
import { FIT_HINT, FIT_MESSAGE, isFit, refuseFit } from "./fit-calls.ts";
import { printExpression } from "./print.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Tools } from "./typed.ts";

/** `mean(x)` */
export function isAggregateCall(node: DeclaredExpression, vocabulary: Vocabulary): node is DeclaredCall {
  return node.kind === "call" && node.form === "function" && vocabulary.isAggregation(node.name);
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
  if (isFit(node)) return refuseFit({ report }, node, FIT_MESSAGE, FIT_HINT);
  const { head, steps } = chainOf(node);
  if (isAggregateCall(head, vocabulary)) {
    report.add(refusal.complaint, node.span, refusal.message, { hint: refusal.hint });
    return null;
  }
  const [first] = steps;
  if (first === undefined || !isChainStep(node)) return undefined;
  reportStep({ report }, first, head);
  return null;
}

/** A window or a condition on something that is not an aggregation. */
export function reportStep(
  { report }: Pick<Tools, "report">,
  step: ChainStep,
  receiver: DeclaredExpression,
): void {
  const text = printExpression(receiver);
  const lacks = step.name === "where" ? "condition" : step.name === "by" ? "values to part it by" : "window";
  report.add(
    codes.overWithoutAggregate,
    step.nameSpan,
    `'${text}' is not an aggregation, so it has no ${lacks}.`,
    { hint: `Aggregate it first, as in \`mean(${text}).over("6h")\`.` },
  );
}
