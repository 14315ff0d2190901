// Latest values: which come from the same row, and the total order of a view's rows.
import type { AtomPlan } from "../../ir/plan.ts";
import type { ValueType } from "../../ir/value-type.ts";
import { only } from "../../library/operands.ts";
import type { ViewContext } from "./view-context.ts";

/** Latest values that come from the same row: of one window, of all rows or of those where their input is not null. */
export interface LatestGroup {
  readonly name: string;
  readonly windowId: string;
  /** The column whose nulls are skipped; null: none are. */
  readonly skips: string | null;
  /** Rows that count, as a condition over the view's rows; null: all. */
  readonly counts: string | null;
  readonly atoms: readonly AtomPlan[];
}

export function latestGroups(context: ViewContext): readonly LatestGroup[] {
  const groups = new Map<string, LatestGroup>();
  for (const atom of latestAtoms(context)) {
    const { windowId } = atom;
    const skips = atom.aggregation === "last" && only(atom.inputs, 0).type.nullable ? inputOf(atom) : null;
    const name = `${skips ?? "all"}_${windowId}`;
    const counts = skips === null ? null : `${skips} IS NOT NULL`;
    const atoms = [...(groups.get(name)?.atoms ?? []), atom];
    groups.set(name, { name, windowId, skips, counts, atoms });
  }
  return [...groups.values()];
}

export function latestAtoms(context: ViewContext): readonly AtomPlan[] {
  return context.atomsOf("latest");
}

/** Latest values have one input. */
export function inputOf(atom: AtomPlan): string {
  return only(atom.inputIds, 0);
}

/**
 * Columns of a view's rows, most significant first: (eventTime, availableAt, tieBreak, the latest inputs). The inputs
 * come last so that rows that tie in everything are alike in all that is read from them. Null is lowest.
 */
export function rowOrder(context: ViewContext): readonly string[] {
  return [
    "__et",
    // Availability that follows from the event time orders nothing.
    ...(context.view.lag.kind === "variable" ? ["__at"] : []),
    ...orderColumns(context).flatMap(({ column }) => [`(${column} IS NOT NULL)`, value(context, column)]),
  ];
}

/** What orders rows of equal times. */
export function orderColumns(
  context: ViewContext,
): readonly { readonly column: string; readonly type: ValueType }[] {
  const { view } = context;
  const inputs = inputsOf(context);
  return [
    ...view.tieBreak.map(({ type }, index) => ({ column: `__tie_${index}`, type })),
    ...inputs.flatMap((column) => {
      const input = view.inputs.find(({ id }) => id === column);
      return input === undefined ? [] : [{ column, type: input.type }];
    }),
  ];
}

/** In the view's own order, which breaks the last ties on every face: by name, `x10` would come before `x2`. */
export function inputsOf(context: ViewContext): readonly string[] {
  const read = new Set(latestAtoms(context).map(inputOf));
  return context.view.inputs.flatMap(({ id }) => (read.has(id) ? [id] : []));
}

/** The value that the latest row gives; SQL cannot order -0 against 0, so -0 is 0 here as in the reference. */
export function value(context: ViewContext, inputId: string): string {
  const type = context.view.inputs.find((candidate) => candidate.id === inputId)?.type;
  if (type?.kind === "float64") return `(${inputId} + 0e0)`;
  return type?.element?.kind === "float64" ? `list_transform(${inputId}, lambda item: item + 0e0)` : inputId;
}
