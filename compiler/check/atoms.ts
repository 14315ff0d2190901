// A view's aggregates, each once, numbered in an order that the author's order leaves no trace in.
import type { AtomExpression, Expression } from "../ir/expression.ts";
import type { Atom, Feature } from "../ir/program.ts";

export interface AtomTable {
  /** The atom's value under a provisional id, the same for the same aggregate. */
  add(atom: Omit<Atom, "id">): AtomExpression;
  /** All atoms with their final ids, and the features in terms of them. */
  settle(features: readonly Feature[]): {
    readonly atoms: readonly Atom[];
    readonly features: readonly Feature[];
  };
}

export function createAtomTable(): AtomTable {
  const byKey = new Map<string, Atom>();
  return {
    add(added) {
      const id = keyOf(added);
      const atom = byKey.get(id) ?? { id, ...added };
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

/** Sorts by aggregation, then inputs, then window: lengths are padded so that text orders them as numbers. */
function keyOf({ aggregation, inputs, parameters, window }: Omit<Atom, "id">): string {
  const { length, hop, before, rows } = window;
  const numbers = [length ?? Number.MAX_SAFE_INTEGER, hop, before, rows ?? 0];
  const values = [JSON.stringify(inputs), JSON.stringify(parameters)];
  return [aggregation, ...values, ...numbers.map((number) => String(number).padStart(16, "0"))].join(" ");
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
