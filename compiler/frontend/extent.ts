// How large a value is once everything that it shares is written out, so that it stays small enough for later stages.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Value } from "./value.ts";

const MAX_NODES = 20_000;
const MAX_DEPTH = 1_000;

interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

/** Why the value is too large, as the end of a sentence; null where it is not. */
export function excessOf(value: Value | DeclaredExpression): string | null {
  const { nodes, depth } = extentOf(value);
  if (nodes > MAX_NODES)
    return `more than ${MAX_NODES} parts, once its constants and helpers are written out`;
  if (depth > MAX_DEPTH)
    return `more than ${MAX_DEPTH} levels, once its constants and helpers are written out`;
  return null;
}

const known = new WeakMap<object, Extent>();
const POINT: Extent = { nodes: 1, depth: 1 };

/** As of a tree, in time linear in the distinct parts. */
function extentOf(value: Value | DeclaredExpression): Extent {
  const before = known.get(value);
  if (before !== undefined) return before;
  let nodes = 1;
  let depth = 0;
  for (const part of partsOf(value)) {
    const extent = extentOf(part);
    nodes += extent.nodes;
    depth = Math.max(depth, extent.depth);
  }
  const extent = nodes === 1 ? POINT : { nodes, depth: depth + 1 };
  known.set(value, extent);
  return extent;
}

function partsOf(value: Value | DeclaredExpression): readonly (Value | DeclaredExpression)[] {
  switch (value.kind) {
    case "expression":
      return [value.expression];
    case "call":
      return value.args;
    case "list":
      return value.items;
    case "record":
      return value.fields.map((field) => field.value);
    default:
      return [];
  }
}
