// What the times of rows tell of their columns.
import type { Expression } from "../../ir/expression.ts";
import type { Rows } from "../../ir/program.ts";
import { unshifted } from "./label-columns.ts";
import type { Origin } from "./origins.ts";

/** The times of rows, in the file's columns. */
export function timesOf({ eventTime, availableAt }: Rows, of: Origin): readonly Expression[] {
  return [eventTime, availableAt].flatMap((time) => (time === null ? [] : of.over(time)));
}

/**
 * What a time is chosen or computed by. A column is not: whatever the row holds, it is not seen before that instant has
 * passed, and no more is told than is known then. So it is with the latest of several, and with what a column's minutes
 * lie after another: a start and a duration say when it ended, as a column of ends would.
 */
export function chosenBy(time: Expression): readonly Expression[] {
  const base = unshifted(time);
  if (base.kind === "input") return [];
  if (base.kind !== "call") return [base];
  if (base.function === "latest") return base.args.flatMap(chosenBy);
  const [start, minutes] = base.function === "plus_minutes" ? base.args : [];
  return start !== undefined && minutes !== undefined && isDuration(minutes) ? chosenBy(start) : [base];
}

/** A column in whatever unit; anything else may be computed for the sake of what it tells. */
function isDuration(amount: Expression): boolean {
  if (amount.kind === "input") return true;
  if (amount.kind !== "call") return false;
  const [first, second] = amount.args;
  if (first === undefined) return false;
  if (amount.function === "to_float64") return isDuration(first);
  const scales = amount.function === "multiply" || amount.function === "divide";
  return scales && isDuration(first) && second?.kind === "literal" && Number(second.value) > 0;
}
