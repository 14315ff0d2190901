// How large a value is once everything that it shares is written out, so that it stays small enough for later stages.
import type { DeclaredExpression } from "../ir/declaration.ts";
import type { Value } from "./value.ts";

const MAX_NODES = 20_000;
const MAX_DEPTH = 1_000;

/**
 * Why the value is too large, as the end of a sentence; null where it is not. Counts like a tree and stops at the
 * limit: remembering the counts of shared parts would cost more than counting them again.
 */
export function excessOf(value: Value | DeclaredExpression): string | null {
  let nodes = 0;
  let tooDeep = false;
  const count = (part: Value | DeclaredExpression, depth: number): void => {
    nodes++;
    if (depth > MAX_DEPTH) tooDeep = true;
    if (nodes > MAX_NODES || tooDeep) return;
    for (const inner of partsOf(part)) count(inner, depth + 1);
  };
  count(value, 0);
  if (tooDeep) return `more than ${MAX_DEPTH} levels, once its constants and helpers are written out`;
  if (nodes > MAX_NODES)
    return `more than ${MAX_NODES} parts, once its constants and helpers are written out`;
  return null;
}

const NONE: readonly never[] = [];

function partsOf(value: Value | DeclaredExpression): readonly (Value | DeclaredExpression)[] {
  switch (value.kind) {
    case "expression":
      return partsOf(value.expression);
    case "call":
      return value.args;
    case "list":
      return value.items;
    case "record":
      return value.fields.map((field) => field.value);
    default:
      return NONE;
  }
}
