// Gives the aggregates of a label its horizon as their window, as if the author had written it at each.
import type { DeclaredCall, DeclaredExpression, DeclaredText } from "../ir/declaration.ts";
import { isAggregateCall } from "./aggregate-calls.ts";
import { codes } from "./codes.ts";
import type { Tools } from "./typed.ts";

/** Exact at both ends: the window's far end is the instant of the prediction itself. */
const EXACT = "1us";

/** `count()` and `count().overAll()` become `count().over("30d", { hop: "1us" })`; null after reporting other windows. */
export function createHorizon(
  horizon: DeclaredText,
  { report, vocabulary }: Tools,
): (node: DeclaredExpression) => DeclaredExpression | null {
  const known = new Map<DeclaredExpression, DeclaredExpression | null>();
  const walk = (node: DeclaredExpression): DeclaredExpression | null => {
    if (node.kind !== "call") return node;
    const before = known.get(node);
    if (before !== undefined) return before;
    const result = rewrite(node);
    known.set(node, result);
    return result;
  };
  const rewrite = (node: DeclaredCall): DeclaredExpression | null => {
    const aggregate: boolean = isAggregateCall(node, vocabulary);
    if (aggregate) return over(node, horizon);
    if (node.form === "method" && node.name === "overAll" && node.args.length === 1) {
      return walk(node.args[0] ?? node);
    }
    if (node.form === "method" && node.name.startsWith("over")) {
      report.add(
        codes.outcomeWindow,
        node.nameSpan,
        `The window of a label is its horizon, '${horizon.text}'.`,
        {
          hint: "Write `.overAll()`: all rows of the horizon.",
        },
      );
      return null;
    }
    const args = node.args.map(walk);
    const sound = args.filter((arg) => arg !== null);
    return sound.length === args.length ? { ...node, args: sound } : null;
  };
  return walk;
}

function over(aggregate: DeclaredCall, horizon: DeclaredText): DeclaredCall {
  const { span, nameSpan } = aggregate;
  const text = (value: string): DeclaredExpression => ({
    kind: "literal",
    value: { type: "string", value },
    span: horizon.span,
  });
  const options: DeclaredExpression = {
    kind: "record",
    fields: [{ name: "hop", nameSpan: horizon.span, value: text(EXACT) }],
    span: horizon.span,
  };
  return {
    kind: "call",
    form: "method",
    name: "over",
    args: [aggregate, text(horizon.text), options],
    span,
    nameSpan,
  };
}
