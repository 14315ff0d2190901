// The features of a feature view: aggregates become atoms, and so does what is read of the latest row.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Expression } from "../ir/expression.ts";
import { isAggregateCall } from "./aggregate-calls.ts";
import { isChainStep } from "./aggregate-chain.ts";
import type { AggregateScope } from "./aggregate-scope.ts";
import { inferAggregate, resultOf } from "./aggregates.ts";
import type { AtomTable } from "./atoms.ts";
import { codes } from "./codes.ts";
import { FIT_HINT, FIT_MESSAGE, isFit, refuseFit } from "./fit-calls.ts";
import { createInfer } from "./infer.ts";
import { type Facts, NO_FACTS, together } from "./narrow.ts";
import { printExpression } from "./print.ts";
import { rowScope, type SourceRow } from "./row-scope.ts";
import { LATEST } from "./vocabulary.ts";
import { ALL_ROWS } from "./windows.ts";
import type { Infer, Inferred, Scope, Tools } from "./typed.ts";

/** `facts` is what the view's `where` proves of its rows; `eventTime` where they are asked for at an instant. */
export function viewScope(
  tools: Tools,
  row: SourceRow,
  facts: Facts,
  atoms: AtomTable,
  eventTime: Expression | null = null,
): Scope {
  const { report, vocabulary, shapeOf } = tools;
  const input = createInfer(
    tools,
    rowScope(tools, row, {
      complaint: codes.aggregateNested,
      message: "An aggregate cannot be computed from another aggregate.",
      hint: "Aggregate each by itself, and combine their values in the feature.",
    }),
  );
  const inferRow: Infer = (node, more = NO_FACTS) => input(node, together(facts, more));
  const scope: AggregateScope = { tools, atoms, inferRow, eventTime };

  const latest = (node: DeclaredExpression): Inferred => {
    const typed = inferRow(node);
    const chosen = vocabulary.aggregationByKey(LATEST);
    if (typed === null || chosen === null) return null;
    if (typed.expression.type.kind === "null") {
      report.add(codes.constantFeature, node.span, `'${printExpression(node)}' is always null.`, {
        hint: "Drop it, or give one of its branches a value.",
      });
      return null;
    }
    const result = resultOf(tools, node, chosen, [typed], []);
    if (result === null) return null;
    const { inputs, type } = result;
    return {
      expression: atoms.add({ aggregation: LATEST, inputs, parameters: [], window: ALL_ROWS, type }),
      because: `the latest '${printExpression(node)}' of a key without rows is null`,
    };
  };

  return {
    home: row.home,
    // Columns are read through `latest` below, so nothing is left to ask for.
    input: (node) => latest(node),
    intercept(node) {
      if (isFit(node)) return refuseFit(tools, node, FIT_MESSAGE, FIT_HINT);
      if (isChainStep(node) || isAggregateCall(node, vocabulary)) return inferAggregate(scope, node);
      const { readsInput, aggregates } = shapeOf(node);
      return readsInput && !aggregates && !asksForNull(node, shapeOf) ? latest(node) : undefined;
    },
  };
}

/**
 * `column ?? 0` and `column === null` speak of the latest value itself, which is also null where a key has no rows:
 * the column is read first, and then compared, so that `??` gives a feature that is never null.
 */
function asksForNull(node: DeclaredExpression, shapeOf: Tools["shapeOf"]): boolean {
  if (node.kind !== "call" || node.form !== "operator") return false;
  const [left, right] = node.args;
  if (left === undefined || right === undefined) return false;
  if (node.name === "??") return !shapeOf(right).readsInput;
  return (node.name === "===" || node.name === "!==") && [left, right].some(isNull);
}

function isNull(node: DeclaredExpression): boolean {
  return node.kind === "literal" && node.value.type === "null";
}
