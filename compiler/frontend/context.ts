// What all parts of reading share: the report, the names, and the way back into reading an expression.
import type { ts } from "ts-morph";
import type { Span } from "../ir/span.ts";
import type { Complaint } from "./codes.ts";
import { spanOf } from "./module.ts";
import type { Details, Report } from "./report.ts";
import type { Names } from "./scope.ts";
import { ERROR, type FunctionValue, type Scope, type Value } from "./value.ts";

export interface Context {
  readonly report: Report;
  readonly names: Names;
  /** What an expression stands for. */
  read(node: ts.Expression, scope: Scope): Value;
  /** What a name stands for; null where nothing is called so. */
  lookup(name: ts.Identifier, scope: Scope): Value | null;
  /** Inlines a function. `node` is its use, `scope` that of the use; null where a declaration applies its own. */
  apply(callee: FunctionValue, args: readonly Value[], use: { node: ts.Node; scope: Scope } | null): Value;
}

/** Where a node stands, and what it is used by if it is inlined. */
export function spanIn(scope: Scope, node: ts.Node): Span {
  const { file, start, end } = spanOf(scope.module, node);
  return scope.call === null ? { file, start, end } : { file, start, end, use: scope.call.use };
}

/** Reports at a place and stands for what is there. */
export function refuse(
  context: Context,
  scope: Scope,
  complaint: Complaint,
  at: ts.Node | Span,
  message: string,
  details: Details = {},
): Value {
  const span = "file" in at ? at : spanIn(scope, at);
  const use = span.use ?? scope.call?.use;
  context.report.add(complaint, use === undefined ? span : { ...span, use }, message, details);
  return ERROR;
}
