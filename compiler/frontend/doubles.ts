// Names that an object literal gives twice, itself or by what is spread into it.
import type { Diagnostic } from "../ir/diagnostic.ts";
import type { Span } from "../ir/span.ts";
import { codes } from "./codes.ts";
import { type Context, refuse } from "./context.ts";
import type { RecordField, Scope } from "./value.ts";

/** A property, and where the literal itself gives it: its name, or what is spread. */
export interface Given {
  readonly field: RecordField;
  readonly place: Span;
}

/** JavaScript would let the later of two properties win in silence. */
export interface Double {
  readonly first: Given;
  readonly second: Given;
}

/** Of many so many are named. */
const NAMED = 3;

/** One complaint, at the later of the two, whose properties may be many. */
export function refuseDoubles(context: Context, place: Span, doubles: readonly Double[], scope: Scope): void {
  if (doubles.length === 0) return;
  const named = doubles.slice(0, NAMED);
  const names = named.map(({ first }) => `'${first.field.name}'`);
  if (doubles.length > NAMED) names.push(`${doubles.length - NAMED} more`);
  const [last = ""] = names.slice(-1);
  const message =
    names.length === 1
      ? `${last} is given twice.`
      : `${names.slice(0, -1).join(", ")} and ${last} are given twice.`;
  const written = uniquePlaces(
    named.flatMap(({ first, second }) => [...writtenAt(first), ...writtenAt(second)]),
  );
  const hint =
    written.length === 0
      ? "Rename or remove one of them."
      : "Leave it out of one of them; what differs from use to use can be a parameter of a helper.";
  const firsts = uniquePlaces(
    named.map(({ first }) => ({ message: "the first is here", span: first.place })),
  );
  refuse(context, scope, codes.duplicateProperty, place, message, { hint, related: [...firsts, ...written] });
}

type Places = NonNullable<Diagnostic["related"]>;

/** Where a property that was spread is written; none where the literal itself has it. */
function writtenAt({ field, place }: Given): Places {
  if (isSame(field.nameSpan, place)) return [];
  return [{ message: `'${field.name}' is written here`, span: field.nameSpan }];
}

function uniquePlaces(places: Places): Places {
  return places.filter(({ span }, index) => places.findIndex((other) => isSame(other.span, span)) === index);
}

function isSame(left: Span, right: Span): boolean {
  return left.file === right.file && left.start === right.start && left.end === right.end;
}
