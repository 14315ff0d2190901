// Which parts of a function's expressions are the same, so that each is computed once.
import type { CallExpression, Expression } from "../../ir/expression.ts";

export interface ExpressionIds {
  /** Equal for equal structure, whatever the types. */
  idOf(expression: Expression): number;
  /** An occurrence of the same call that is computed in any case, where sharing it pays; null otherwise. */
  shared(expression: CallExpression): CallExpression | null;
}

/** Whether an argument is computed only where another one says so: it may rely on that and must stay inside. */
export function isLazy(call: CallExpression, argument: number): boolean {
  return argument > 0 && ["if", "and", "or", "coalesce"].includes(call.function);
}

interface Use {
  count: number;
  size: number;
  /** Not inside a lazy argument. */
  eager: CallExpression | null;
}

export function expressionIds(roots: readonly Expression[]): ExpressionIds {
  const byText = new Map<string, number>();
  const byNode = new WeakMap<Expression, number>();
  const uses = new Map<number, Use>();

  const idOf = (expression: Expression): number => {
    const known = byNode.get(expression);
    if (known !== undefined) return known;
    const text = describe(expression, idOf);
    const id = byText.get(text) ?? byText.size;
    byText.set(text, id);
    byNode.set(expression, id);
    return id;
  };
  /** Answers the number of nodes; a part seen before is counted, not entered again. */
  const visit = (expression: Expression, eager: boolean): number => {
    if (expression.kind !== "call") return 1;
    const id = idOf(expression);
    const seen = uses.get(id);
    if (seen !== undefined) {
      seen.count++;
      if (eager) seen.eager ??= expression;
      return seen.size;
    }
    const use: Use = { count: 1, size: 1, eager: eager ? expression : null };
    expression.args.forEach((arg, index) => {
      use.size += visit(arg, eager && !isLazy(expression, index));
    });
    uses.set(id, use);
    return use.size;
  };
  for (const root of roots) visit(root, true);

  return {
    idOf,
    shared: (expression) => {
      const use = uses.get(idOf(expression));
      if (use === undefined || use.count < 2 || use.eager === null) return null;
      // `x ?? 0` is no work; a nullable part must have a name for its null check to be understood.
      return use.size > 3 || use.eager.type.nullable ? use.eager : null;
    },
  };
}

function describe(expression: Expression, idOf: (part: Expression) => number): string {
  switch (expression.kind) {
    case "literal":
      return `literal ${Object.is(expression.value, -0) ? "-0" : JSON.stringify(expression.value)} ${String(expression.value)}`;
    case "input":
      return `input ${JSON.stringify(expression.path)}`;
    case "atom":
      return `atom ${expression.id}`;
    case "call":
      return `call ${expression.function} ${expression.args.map(idOf).join(" ")}`;
  }
}
