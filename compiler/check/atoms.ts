// A view's aggregates, each once, numbered in an order that the author's order leaves no trace in.
import type { AtomExpression, Expression } from "../ir/expression.ts";
import type { Atom, Feature, Window } from "../ir/program.ts";
import type { ValueType } from "../ir/value-type.ts";

export interface AtomTable {
  /** The atom's value under a provisional id, the same for the same aggregate. */
  add(aggregation: string, input: Expression | null, window: Window | null, type: ValueType): AtomExpression;
  /** All atoms with their final ids, and the features in terms of them. */
  settle(features: readonly Feature[]): {
    readonly atoms: readonly Atom[];
    readonly features: readonly Feature[];
  };
}

export function createAtomTable(): AtomTable {
  const byKey = new Map<string, Atom>();
  return {
    add(aggregation, input, window, type) {
      const id = keyOf(aggregation, input, window);
      const atom = byKey.get(id) ?? { id, aggregation, input, window, type };
      byKey.set(id, atom);
      return { kind: "atom", id, type: atom.type };
    },
    settle(features) {
      const sorted = [...byKey.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
      const ids = new Map(sorted.map((atom, index) => [atom.id, `a${index}`]));
      const rename = renamer((id) => ids.get(id) ?? id);
      return {
        atoms: sorted.map((atom) => ({ ...atom, id: ids.get(atom.id) ?? atom.id })),
        features: features.map((feature) => ({ ...feature, expression: rename(feature.expression) })),
      };
    },
  };
}

/** Sorts by aggregation, then input, then window: lengths are padded so that text orders them as numbers. */
function keyOf(aggregation: string, input: Expression | null, window: Window | null): string {
  const times = window === null ? [] : [window.length, window.hop].map((us) => String(us).padStart(16, "0"));
  return [aggregation, JSON.stringify(input), ...times].join(" ");
}

/** Shared subexpressions stay shared. */
function renamer(rename: (id: string) => string): (expression: Expression) => Expression {
  const known = new Map<Expression, Expression>();
  const walk = (expression: Expression): Expression => {
    if (expression.kind === "atom") return { ...expression, id: rename(expression.id) };
    if (expression.kind !== "call") return expression;
    const before = known.get(expression);
    if (before !== undefined) return before;
    const result = { ...expression, args: expression.args.map(walk) };
    known.set(expression, result);
    return result;
  };
  return walk;
}
