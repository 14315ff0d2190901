// How far a whole number may reach: float32, which models read, has those up to 2^24 only.
import type { CallExpression, Expression, InputExpression } from "../../ir/expression.ts";
import type { Atom } from "../../ir/program.ts";

export const MOST_EXACT = 2 ** 24;

/** Of an expression whose values float32 may not tell from their neighbours; of all others there is none. */
export interface Extent {
  readonly what: "key" | "clock" | "number";
  readonly low: number;
  readonly high: number;
}

/** What the expression reads. */
export interface Leaves {
  readonly input: (expression: InputExpression) => Extent | null;
  readonly atom: (id: string) => Atom | undefined;
}

/** Nothing says how far values reach. */
export function endless(what: Extent["what"]): Extent {
  return { what, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
}

/** Aggregations whose result is a value of a row, or a list of such; those that count are small. */
const PICKS: ReadonlySet<string> = new Set([
  ...["latest", "last", "first", "last_n", "first_n"],
  ...["min", "max", "min_by", "max_by", "min_n", "max_n"],
  ...["mode", "top_k", "median", "quantile"],
]);

/** Functions whose result is their first argument, or near it: another sign is as far from 0. */
const KEEPS: ReadonlySet<string> = new Set(["list_at", "abs", "negate", "floor", "ceil", "round", "trunc"]);

/** With a whole literal, the same number in other words; of two columns the result is a measure of its own. */
const WITH_LITERAL: ReadonlySet<string> = new Set(["add", "subtract", "multiply"]);

export function extentOf(root: Expression, leaves: Leaves): Extent | null {
  const known = new Map<Expression, Extent | null>();
  const walk = (part: Expression): Extent | null => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const found = beyond(ofPart(part));
    known.set(part, found);
    return found;
  };
  const ofPart = (part: Expression): Extent | null => {
    if (part.kind === "literal") return null;
    if (part.kind === "input") return leaves.input(part);
    return part.kind === "atom" ? ofAtom(leaves.atom(part.id)) : ofCall(part);
  };
  const ofAtom = (atom: Atom | undefined): Extent | null => {
    const [input] = atom?.inputs ?? [];
    const of = input === undefined ? null : walk(input);
    if (atom === undefined || of === null) return null;
    if (PICKS.has(atom.aggregation)) return of;
    // A sum of small numbers is small as a count is.
    return atom.aggregation === "sum" && atom.type.kind === "int64" ? endless("number") : null;
  };
  const ofCall = ({ function: name, args }: CallExpression): Extent | null => {
    const [first] = args;
    if (first === undefined) return null;
    if (name === "epoch_seconds") return endless("clock");
    if (name === "parse_integer") return endless("number");
    if (KEEPS.has(name)) return turned(walk(first));
    if (name === "if") return joined(args.slice(1), Math.min, Math.max);
    if (name === "coalesce") return joined(args, Math.min, Math.max);
    if (name === "max") return joined(args, Math.max, Math.max);
    if (name === "min") return joined(args, Math.min, Math.min);
    if (name === "clamp") return clamped(walk(first), args);
    // Said by name: it is a measure, of which a part in 2^24 is nothing. An identity or a clock is none.
    if (name === "to_float64") return walk(first)?.what === "number" ? null : walk(first);
    return WITH_LITERAL.has(name) && args.some(isWholeLiteral) ? widest(args.map(walk)) : null;
  };
  const joined = (args: readonly Expression[], low: Choice, high: Choice): Extent | null => {
    const found = widest(args.map(walk));
    const ranges = args.map((arg) => walk(arg) ?? rangeOf(arg));
    return (
      found && {
        what: found.what,
        low: low(...ranges.map((each) => each.low)),
        high: high(...ranges.map((each) => each.high)),
      }
    );
  };
  return walk(root);
}

type Choice = (...values: number[]) => number;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of what is not known to be large. */
function rangeOf(expression: Expression): Range {
  if (expression.kind !== "literal" || typeof expression.value !== "number")
    return { low: 0 - MOST_EXACT, high: MOST_EXACT };
  return { low: expression.value, high: expression.value };
}

function clamped(extent: Extent | null, [, low, high]: readonly Expression[]): Extent | null {
  if (extent === null || low === undefined || high === undefined) return extent;
  return {
    what: extent.what,
    low: Math.max(extent.low, rangeOf(low).low),
    high: Math.min(extent.high, rangeOf(high).high),
  };
}

/** On either side of 0. */
function turned(extent: Extent | null): Extent | null {
  if (extent === null) return null;
  const most = Math.max(Math.abs(extent.low), Math.abs(extent.high));
  return { what: extent.what, low: 0 - most, high: most };
}

const WEIGHT = ["number", "clock", "key"] as const;

/** What is no measure decides. */
function widest(extents: readonly (Extent | null)[]): Extent | null {
  const found = extents.filter((each) => each !== null);
  return found.sort((left, right) => WEIGHT.indexOf(right.what) - WEIGHT.indexOf(left.what))[0] ?? null;
}

function isWholeLiteral(expression: Expression): boolean {
  return expression.kind === "literal" && Number.isInteger(expression.value);
}

function beyond(extent: Extent | null): Extent | null {
  return extent !== null && extent.low >= 0 - MOST_EXACT && extent.high <= MOST_EXACT ? null : extent;
}
