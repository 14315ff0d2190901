// `fit(mean(x))`: a constant that each version of a model finds in the rows that it learns from.
import type { DeclaredCall } from "../ir/declaration.ts";
import { isAggregateCall } from "./aggregate-calls.ts";
import { chainOf } from "./aggregate-chain.ts";
import type { AggregateScope } from "./aggregate-scope.ts";
import { inferAggregate } from "./aggregates.ts";
import { codes } from "./codes.ts";
import { refuseFit } from "./fit-calls.ts";
import { printExpression } from "./print.ts";
import type { Inferred } from "./typed.ts";

const FORM = "Write `fit(mean(x))`.";

/** The fitted value as an aggregate over all rows; null after reporting. */
export function inferFit(scope: AggregateScope, node: DeclaredCall): Inferred {
  const { tools } = scope;
  const { vocabulary, report } = tools;
  const [aggregate] = node.args;
  if (aggregate === undefined || node.args.length > 1) {
    return refuseFit(tools, node, "'fit' takes one aggregation.", FORM);
  }
  const { head, windows, fans } = chainOf(aggregate);
  if (!isAggregateCall(head, vocabulary)) {
    report.add(codes.badFit, aggregate.span, `'${printExpression(aggregate)}' is not an aggregation.`, {
      hint: FORM,
    });
    return null;
  }
  for (const step of [...windows, ...fans]) {
    const text = printExpression(head);
    report.add(codes.badFit, step.nameSpan, `A fitted value takes no '${step.name}'.`, {
      hint: `Write \`fit(${text})\`, or \`fit(${text}.where(condition))\`.`,
    });
  }
  const [known] = vocabulary.aggregations(head.name);
  const inOrder = known !== undefined && known.definition.window !== "required";
  if (inOrder) {
    report.add(codes.badFit, head.nameSpan, `'${head.name}' is of single rows, and cannot be fitted.`, {
      hint: "Fit what all rows say together, such as a mean, a quantile or the most frequent values.",
    });
  }
  if (windows.length + fans.length > 0 || inOrder) return null;
  // All rows there are: the window that needs no word here.
  const { span, nameSpan } = node;
  const whole: DeclaredCall = {
    kind: "call",
    form: "method",
    name: "overAll",
    args: [aggregate],
    span,
    nameSpan,
  };
  const typed = inferAggregate(scope, whole);
  if (typed === null || typed.because === null) return typed;
  return { ...typed, because: `'${head.name}' is null where no row has a value` };
}
