// Equality of declared expressions by structure, places aside, in time linear in their number of distinct nodes.
import type { DeclaredExpression, DeclaredLiteral } from "../ir/declaration.ts";

/** `id`: equal for structurally equal expressions. The flags say what an expression mentions anywhere inside. */
export interface Shape {
  readonly id: number;
  readonly readsInput: boolean;
  readonly aggregates: boolean;
}

/** `isAggregate` tells calls of aggregations from other functions. */
export function createStructure(isAggregate: (name: string) => boolean): (node: DeclaredExpression) => Shape {
  const ids = new Map<string, number>();
  const known = new Map<DeclaredExpression, Shape>();

  const shapeOf = (node: DeclaredExpression): Shape => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const shape = compute(node);
    known.set(node, shape);
    return shape;
  };

  const intern = (key: string): number => {
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return id;
  };

  const combine = (head: string, parts: readonly DeclaredExpression[], aggregate = false): Shape => {
    let key = head;
    let readsInput = false;
    let aggregates = aggregate;
    for (const part of parts) {
      const shape = shapeOf(part);
      key += ` ${shape.id}`;
      readsInput ||= shape.readsInput;
      aggregates ||= shape.aggregates;
    }
    return { id: intern(key), readsInput, aggregates };
  };

  const compute = (node: DeclaredExpression): Shape => {
    switch (node.kind) {
      case "literal":
        return { id: intern(`literal ${literalKey(node.value)}`), readsInput: false, aggregates: false };
      case "input":
        return { id: intern(`input ${node.path.join("\u0000")}`), readsInput: true, aggregates: false };
      case "failed":
        return {
          id: intern(`failed ${node.span.file} ${node.span.start}`),
          readsInput: false,
          aggregates: false,
        };
      case "list":
        return combine("list", node.items);
      case "record":
        return combine(
          `record ${JSON.stringify(node.fields.map((field) => field.name))}`,
          node.fields.map((field) => field.value),
        );
      case "call":
        return combine(
          `${node.form} ${node.name}`,
          node.args,
          node.form === "function" && isAggregate(node.name),
        );
    }
  };

  return shapeOf;
}

/** `1` and `1.0` are different literals: an int64 and a float64. */
function literalKey(literal: DeclaredLiteral): string {
  if (literal.type === "null") return "null";
  const text = `${literal.type} ${literal.value}`;
  return literal.type === "number" && literal.int ? `int ${text}` : text;
}
