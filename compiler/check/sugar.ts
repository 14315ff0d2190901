// Aggregations that are said in terms of others: `share(c)` is a mean, `secondsSinceLast()` a greatest time.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import type { AggregateScope } from "./aggregates.ts";
import { applyFunction } from "./calls.ts";
import type { Inferred, Typed } from "./infer.ts";
import { NULL_LITERAL } from "./null-literal.ts";
import { nonNull, TIMESTAMP } from "./types.ts";

const SINCE_LAST = "secondsSinceLast";
const SHARE = "share";

/** What authors call, and the library's aggregation that computes it. */
export const SUGAR = [
  { name: SHARE, of: "mean", arity: 1, window: "required", form: "share(row.amount > 100)" },
  { name: SINCE_LAST, of: "max", arity: 0, window: "optional", form: "secondsSinceLast()" },
] as const;

/** The library finds the time; how long ago that was depends on who asks. */
export function isSinceLast({ name }: DeclaredCall): boolean {
  return name === SINCE_LAST;
}

/** What is aggregated: of a share, `condition ? 1 : 0`. */
export function aggregatedValue(
  { name, span, nameSpan }: DeclaredCall,
  value: DeclaredExpression,
): DeclaredExpression {
  if (name !== SHARE) return value;
  const bit = (number: number): DeclaredExpression => ({
    kind: "literal",
    value: { type: "number", value: number, int: true },
    span,
  });
  return { kind: "call", form: "operator", name: "?:", args: [value, bit(1), bit(0)], span, nameSpan };
}

/** Seconds from the greatest event time to the instant that the features are asked for. */
export function secondsSince({ tools }: AggregateScope, call: DeclaredCall, newest: Typed): Inferred {
  const asOf: Typed = { expression: { kind: "input", path: ["as_of"], type: TIMESTAMP }, because: null };
  const nothing: Typed = {
    expression: NULL_LITERAL,
    because: `'${call.name}' of a key without rows is null`,
  };
  const { expression } = newest;
  const known: Typed = { expression: { ...expression, type: nonNull(expression.type) }, because: null };
  const apply = (form: "operator" | "method", name: string, args: readonly Inferred[]): Inferred => {
    const sound = args.filter((arg) => arg !== null);
    if (sound.length < args.length) return null;
    return applyFunction(tools, { ...call, form, name, args: args.map(() => call) }, sound, call.span);
  };
  const seconds = apply("method", "secondsSince", [asOf, known]);
  return apply("operator", "?:", [apply("operator", "===", [newest, nothing]), nothing, seconds]);
}
