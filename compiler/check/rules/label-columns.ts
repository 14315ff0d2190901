// What a training set's label is made of, in a file's columns, beyond what is known when the model is asked.
import type { CallExpression, Expression } from "../../ir/expression.ts";
import type { TrainingSet } from "../../ir/program.ts";
import { columnsRead, constantShift, sameExpression } from "../../library/expressions.ts";
import type { Context } from "../context.ts";
import { type Origin, originsOf } from "./origins.ts";

/** The columns of the spine's file, of one row, that come to be known after the row asks. */
export function labelColumns(set: TrainingSet, asked: Origin, context: Context): ReadonlySet<string> {
  return new Set(set.label.outcome === null ? ofRow(set, asked) : ofOutcome(set, asked, context));
}

/** The instant as of which a row asks is known to it, and so is a key that the label holds against what happened. */
function ofRow({ asOf, keys, request, label }: TrainingSet, asked: Origin): readonly string[] {
  const sent = [...keys, ...request].map(({ expression }) => asked.over(expression));
  return columnsRead(tellingParts(asked.over(label.expression), unshifted(asked.over(asOf)), sent));
}

/** A row is part of its own label where the horizon is over its file, and begins no later than the row. */
function ofOutcome({ label, asOf }: TrainingSet, asked: Origin, context: Context): readonly string[] {
  const { outcome } = label;
  const happening = context.named.sources.get(outcome?.source ?? "");
  if (outcome === null || happening === undefined) return [];
  return originsOf(context, happening).flatMap((of) => {
    if (of.file !== asked.file) return [];
    const ago = constantShift(asked.over(asOf), of.over(happening.eventTime));
    if (ago !== null && (ago > 0 || ago <= 0 - outcome.horizon)) return [];
    const found = new Set(columnsRead(outcome.key.map(({ expression }) => of.over(expression))));
    const read = [...outcome.atoms.flatMap(({ inputs }) => inputs), outcome.where];
    return columnsRead(read.map((part) => part && of.over(part))).filter((column) => !found.has(column));
  });
}

/** A timestamp without what is added to it or taken from it. */
export function unshifted(time: Expression): Expression {
  const [base] = time.kind === "call" ? time.args : [];
  return base === undefined || constantShift(time, base) === null ? time : unshifted(base);
}

/**
 * The parts of a label that tell something: not the instant, and of `clicked === item` not the item that is sent, which
 * alone does not tell what was clicked.
 */
function tellingParts(
  label: Expression,
  instant: Expression,
  sent: readonly Expression[],
): readonly Expression[] {
  const parts: Expression[] = [];
  const seen = new Set<Expression>();
  const isSent = (side: Expression): boolean => sent.some((each) => sameExpression(each, side));
  const walk = (part: Expression): void => {
    if (seen.has(part) || sameExpression(part, instant)) return;
    seen.add(part);
    if (part.kind !== "call") parts.push(part);
    else for (const side of comparesWithSent(part, isSent) ?? part.args) walk(side);
  };
  walk(label);
  return parts;
}

/** What a value that is sent is held against, if that is a column that is not. */
function comparesWithSent(
  { function: name, args }: CallExpression,
  isSent: (side: Expression) => boolean,
): readonly Expression[] | null {
  if (name !== "equal" && name !== "not_equal") return null;
  const others = args.filter((side) => !isSent(side));
  return others.some((side) => columnsRead([side]).length > 0) ? others : null;
}
