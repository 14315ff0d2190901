// Questions about checked expressions that several stages ask.
import type { Expression } from "../ir/expression.ts";
import { parseDuration } from "./time-text.ts";

/** The source columns that the expressions read, sorted; not what they read of other views. Shared parts are walked once. */
export function columnsRead(expressions: Iterable<Expression | null>): readonly string[] {
  const columns = new Set<string>();
  const seen = new Set<Expression>();
  const walk = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    if (expression.kind === "input" && expression.path.length === 1) columns.add(expression.path[0] ?? "");
    if (expression.kind === "call") expression.args.forEach(walk);
  };
  for (const expression of expressions) if (expression !== null) walk(expression);
  return [...columns].sort();
}

export function sameExpression(left: Expression, right: Expression): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

/** How many microseconds the timestamp `moved` is always after `base`; null where that differs from row to row. */
export function constantShift(moved: Expression, base: Expression): number | null {
  if (sameExpression(moved, base)) return 0;
  if (moved.kind !== "call") return null;
  const [time, amount] = moved.args;
  const step = amount?.kind === "literal" ? stepOf(moved.function, amount.value) : null;
  const rest = step === null || time === undefined ? null : constantShift(time, base);
  return rest === null || step === null ? null : rest + step;
}

/** What the library's functions that move timestamps add. */
function stepOf(name: string, amount: unknown): number | null {
  if (name === "plus_minutes" && typeof amount === "number") return Math.floor(amount * 60_000_000);
  if (typeof amount !== "string") return null;
  const us = parseDuration(amount);
  if (us === null) return null;
  return name === "plus" ? us : name === "minus" ? 0 - us : null;
}

/** Whether the expression reads one of the atoms. */
export function readsAtom(expression: Expression, ids: ReadonlySet<string>): boolean {
  const seen = new Set<Expression>();
  const walk = (part: Expression): boolean => {
    if (seen.has(part)) return false;
    seen.add(part);
    return part.kind === "atom" ? ids.has(part.id) : part.kind === "call" && part.args.some(walk);
  };
  return walk(expression);
}
