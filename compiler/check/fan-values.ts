// Reads what an aggregate is parted by: `.by(row.channel, ["web", "app"])`, or `{ web: "WEB" }` where names differ.
import type { DeclaredEntry, DeclaredExpression } from "../ir/declaration.ts";
import type { Span } from "../ir/span.ts";
import type { ChainStep } from "./aggregate-chain.ts";
import { codes } from "./codes.ts";
import { printExpression } from "./print.ts";
import type { Report } from "./report.ts";

type Literal = DeclaredExpression & { kind: "literal" };

export interface FanValue {
  /** What it adds to the feature's name. */
  readonly name: string;
  readonly literal: Literal;
}

/** Every value is a feature that is stored and served. */
const MOST_VALUES = 200;
/** As for all published names. */
const LONGEST_NAME = 63;
const NAME = /^[a-z0-9]+(_[a-z0-9]+)*$/;

const FORM = 'Write `.by(row.channel, ["web", "app"])`, or `{ web: "WEB" }` to name the values.';

/** Empty after reporting. */
export function readFan(
  feature: DeclaredEntry,
  step: ChainStep,
  second: ChainStep | undefined,
  report: Report | null,
): readonly FanValue[] {
  const complain = (span: Span, message: string, hint: string): readonly FanValue[] => {
    report?.add(codes.badFan, span, message, { hint });
    return [];
  };
  if (second !== undefined) {
    const hint = "Part it by one column, and give `.where` the other's value.";
    return complain(second.nameSpan, "An aggregate is parted once.", hint);
  }
  const [, column, given] = step.args;
  if (column === undefined || given === undefined || step.args.length > 3) {
    return complain(step.nameSpan, "'by' takes a column and its values.", FORM);
  }
  const named = namesAndValues(given);
  if (named === null) return complain(given.span, "The values must be written out, each a literal.", FORM);
  if (named.length === 0) return complain(given.span, "There is no value to part by.", FORM);
  if (named.length > MOST_VALUES) {
    const hint = "Part by what matters, or by `hashBucket(x, 64)`.";
    return complain(given.span, `${named.length} values are more than ${MOST_VALUES}.`, hint);
  }
  return checkValues(feature, named, complain);
}

function checkValues(
  feature: DeclaredEntry,
  named: readonly FanValue[],
  complain: (span: Span, message: string, hint: string) => readonly FanValue[],
): readonly FanValue[] {
  const seen = new Set<string>();
  for (const { name, literal } of named) {
    const { value, span } = literal;
    const text = printExpression(literal);
    const wrong = value.type === "null" || (value.type === "number" && !value.int);
    if (wrong) {
      const message = `A value to part by cannot be ${text}.`;
      return complain(span, message, "Use text, whole numbers or bools; null counts in none of the parts.");
    }
    const key = `${value.type} ${value.value}`;
    if (seen.has(key)) return complain(span, `The value ${text} comes twice.`, "Drop one of them.");
    seen.add(key);
    const full = `${feature.name}_${name}`;
    if (!NAME.test(name)) {
      const message = `${text} cannot be part of a feature's name.`;
      return complain(
        span,
        message,
        `Name it in small letters and digits: \`{ ${nameFor(name)}: ${text} }\`.`,
      );
    }
    if (full.length > LONGEST_NAME) {
      const message = `The feature name '${full}' has ${full.length} characters, more than ${LONGEST_NAME}.`;
      return complain(span, message, "Give the feature or the value a shorter name.");
    }
  }
  return named;
}

function namesAndValues(given: DeclaredExpression): readonly FanValue[] | null {
  const pairs =
    given.kind === "list"
      ? given.items.map((value) => ({ name: null, value }))
      : given.kind === "record"
        ? given.fields
        : null;
  if (pairs === null) return null;
  const values = pairs.flatMap(({ name, value }) =>
    value.kind === "literal" ? [{ name: name ?? textOf(value), literal: value }] : [],
  );
  return values.length === pairs.length ? values : null;
}

function textOf({ value }: Literal): string {
  return value.type === "null" ? "null" : String(value.value);
}

/** A name to suggest. */
function nameFor(text: string): string {
  const better = text
    .toLowerCase()
    .replace(/^-/, "minus_")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return better === "" ? "other" : better;
}
