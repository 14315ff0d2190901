// Latest values: the total order of a view's rows, and what is read from the greatest of them.
import type { AtomPlan } from "../../ir/plan.ts";
import { only } from "../../library/operands.ts";
import type { ViewContext } from "./view-context.ts";

/** Latest values that come from the same row: those of all rows together, those that skip nulls by their input. */
export interface LatestGroup {
  /** `all`, or the input whose nulls are skipped. */
  readonly name: string;
  /** Rows that count, as a condition over the view's rows; null: all. */
  readonly counts: string | null;
  readonly atoms: readonly AtomPlan[];
}

export function latestGroups(context: ViewContext): readonly LatestGroup[] {
  const groups = new Map<string, LatestGroup>();
  for (const atom of context.latest) {
    const skips = atom.aggregation === "last" && only(atom.inputs, 0).type.nullable;
    const name = skips ? inputOf(atom) : "all";
    const counts = skips ? `${inputOf(atom)} IS NOT NULL` : null;
    groups.set(name, { name, counts, atoms: [...(groups.get(name)?.atoms ?? []), atom] });
  }
  return [...groups.values()];
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
  const inputs = [...new Set(context.latest.map(inputOf))].sort();
  const ties = context.view.tieBreak.map((_, index) => `__tie_${index}`);
  return [
    "__et",
    "__at",
    ...[...ties, ...inputs].flatMap((column) => [`(${column} IS NOT NULL)`, value(context, column)]),
  ];
}

/** The greatest row as one value, `__row_<group>`: an aggregate over the view's rows. */
export function greatestRow(context: ViewContext, group: LatestGroup): string {
  const fields = rowOrder(context).map((column, index) => `k${index} := ${column}`);
  const filter = group.counts === null ? "" : ` FILTER (${group.counts})`;
  return `max(struct_pack(${fields.join(", ")}))${filter} AS __row_${group.name}`;
}

/** `a3_v` and `a3_t` of each latest value, from the greatest rows. */
export function readGreatestRows(context: ViewContext): readonly string[] {
  const order = rowOrder(context);
  return latestGroups(context).flatMap((group) =>
    group.atoms.flatMap((atom) => [
      `__row_${group.name}.k${order.indexOf(value(context, inputOf(atom)))} AS ${atom.id}_v`,
      `__row_${group.name}.k0 AS ${atom.id}_t`,
    ]),
  );
}

/** The value that the latest row gives; SQL cannot order -0 against 0, so -0 is 0 here as in the reference. */
export function value(context: ViewContext, inputId: string): string {
  const input = context.view.inputs.find((candidate) => candidate.id === inputId);
  return input?.type.kind === "float64" ? `(${inputId} + 0e0)` : inputId;
}

export function latestColumns(context: ViewContext): readonly string[] {
  return context.latest.flatMap((atom) => [`${atom.id}_v`, `${atom.id}_t`]);
}
