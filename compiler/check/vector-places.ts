// A vector has so many items in every row: a place beyond them, written out, has none in any.
import type { DeclaredCall } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import { placeOfOperand } from "./call-problems.ts";
import { codes } from "./codes.ts";
import type { Tools, Typed } from "./typed.ts";

const AT = "list_at";

/** `chosen` is the library function that the call means. */
export function reportPlaceBeyond(
  { report }: Tools,
  node: DeclaredCall,
  chosen: string,
  [list, place]: readonly Typed[],
  home: Span,
): void {
  const size = list?.expression.type.size;
  const [, operand] = node.args;
  if (chosen !== AT || size === undefined || place?.expression.kind !== "literal") return;
  const { value } = place.expression;
  if (typeof value !== "number" || operand === undefined || (value >= 0 - size && value < size)) return;
  const span = placeOfOperand(operand.span, node.span, home);
  report.add(codes.placeBeyond, span, `A vector of ${size} has no item at ${value}: this is always null.`, {
    hint: `Its places are 0 to ${size - 1}; -1 is the last one.`,
  });
}
