// How large an expression is once everything shared in it is written out.
import type { DeclaredExpression } from "../ir/declaration.ts";

/** Nodes of a feature's expression when written out: constants that are used twice count twice. */
export const MAX_NODES = 20_000;

/** Counts the nodes of an expression as a tree, in time linear in its distinct nodes. */
export function createMeasure(): (expression: DeclaredExpression) => number {
  const known = new WeakMap<DeclaredExpression, number>();
  const measure = (expression: DeclaredExpression): number => {
    const before = known.get(expression);
    if (before !== undefined) return before;
    let nodes = 1;
    for (const child of childrenOf(expression)) nodes += measure(child);
    known.set(expression, nodes);
    return nodes;
  };
  return measure;
}

function childrenOf(expression: DeclaredExpression): readonly DeclaredExpression[] {
  switch (expression.kind) {
    case "call":
      return expression.args;
    case "list":
      return expression.items;
    case "record":
      return expression.fields.map((field) => field.value);
    default:
      return [];
  }
}
