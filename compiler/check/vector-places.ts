// A vector has so many items in every row, and `lastN(x, 3)` at most three: a place beyond them, written out, has none in any.
import type { DeclaredCall, DeclaredExpression } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import { chainOf } from "./aggregate-chain.ts";
import { isAggregateCall } from "./aggregate-calls.ts";
import { placeOfOperand } from "./call-problems.ts";
import { codes } from "./codes.ts";
import type { Tools, Typed } from "./typed.ts";
import type { Vocabulary } from "./vocabulary.ts";

const AT = "list_at";

/** `chosen` is the library function that the call means. */
export function reportPlaceBeyond(
  { report, vocabulary }: Tools,
  node: DeclaredCall,
  chosen: string,
  [list, place]: readonly Typed[],
  home: Span,
): void {
  const [receiver, operand] = node.args;
  const vector = list?.expression.type.size;
  const size = vector ?? (receiver === undefined ? undefined : mostItems(receiver, vocabulary));
  if (chosen !== AT || size === undefined || place?.expression.kind !== "literal") return;
  const { value } = place.expression;
  if (typeof value !== "number" || operand === undefined || (value >= 0 - size && value < size)) return;
  const span = placeOfOperand(operand.span, node.span, home);
  const what = vector === undefined ? `A list of at most ${size}` : `A vector of ${size}`;
  report.add(codes.placeBeyond, span, `${what} has no item at ${value}: this is always null.`, {
    hint: `Its places are 0 to ${size - 1}; -1 is the last one.`,
  });
}

/** Of a list: that of `lastN(x, 3)` and its like, whatever the window, says it with its second argument. */
function mostItems(node: DeclaredExpression, vocabulary: Vocabulary): number | undefined {
  const { head } = chainOf(node);
  if (!isAggregateCall(head, vocabulary)) return undefined;
  const most = head.args[1];
  return most?.kind === "literal" && most.value.type === "number" ? most.value.value : undefined;
}
