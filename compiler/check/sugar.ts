// Aggregations that are said in terms of others: `share(c)` is a mean, `secondsSinceLast()` a greatest time.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import type { AggregateScope } from "./aggregate-scope.ts";
import { applyFunction } from "./calls.ts";
import { NULL_LITERAL } from "./null-literal.ts";
import { SHARE, SINCE_LAST } from "./sugar-names.ts";
import { nonNull, TIMESTAMP } from "./types.ts";
import type { Inferred, Typed } from "./typed.ts";

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
