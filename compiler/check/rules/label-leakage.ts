// A spine row must not be among the rows that its own features read, where they read what its label is made of.
import type { FeatureView, Source, TrainingSet } from "../../ir/program.ts";
import { columnsRead, constantShift, sameExpression } from "../../library/expressions.ts";
import { lagOf } from "../../library/lag.ts";
import { codes } from "../codes.ts";
import type { Rule } from "./rule.ts";

export const labelLeakage: Rule = ({ trainingSets, named, report }) => {
  for (const [declared, set] of trainingSets) {
    const source = set === null ? undefined : named.sources.get(set.spine);
    if (set === null || source === undefined) continue;
    for (const name of set.featureViews) {
      const view = named.featureViews.get(name);
      if (view === undefined || view.source !== set.spine) continue;
      const shared = sharedColumns(set, view);
      const seen = shared.length === 0 ? "never" : seesItself(set, view, source);
      if (seen === "never") continue;
      const columns = shared.map((column) => `'${column}'`).join(", ");
      const rows = seen === "always" ? "Each row" : "A row";
      const verb = seen === "always" ? "is" : "may be";
      report.add(
        codes.labelLeakage,
        declared.asOf.span,
        `${rows} of '${source.name}' ${verb} visible to its own features in '${name}', which read ${columns} as the label does.`,
        {
          severity: seen === "always" ? "error" : "warning",
          hint: "Ask as of a time before the label is known, or say with 'availableAt' when that is.",
        },
      );
    }
  }
};

/** Columns that both the label and the view's values depend on. */
function sharedColumns(set: TrainingSet, { atoms, where }: FeatureView): readonly string[] {
  const sameFilter = where !== null && set.where !== null && sameExpression(where, set.where);
  const read = new Set(columnsRead([...atoms.flatMap(({ inputs }) => inputs), sameFilter ? null : where]));
  return columnsRead([set.label.expression]).filter((column) => read.has(column));
}

/** Whether a row has entered by the cut that its own features are read at. */
function seesItself(set: TrainingSet, view: FeatureView, source: Source): "never" | "maybe" | "always" {
  const lag = lagOf(source);
  const sinceEvent = constantShift(set.asOf, source.eventTime);
  const sinceAvailable =
    source.availableAt === null ? sinceEvent : constantShift(set.asOf, source.availableAt);
  const least = source.asOf === "inclusive" ? 0 : 1;
  const delay = view.refresh?.delay ?? 0;
  const enters = (since: number | null): boolean => since !== null && since - delay >= least;
  // A row enters at the later of both times, so one of them after the cut is enough to hide it.
  const hidden = [sinceEvent, sinceAvailable].some((since) => since !== null && !enters(since));
  if (hidden) return "never";
  const known = enters(sinceEvent) && (lag.kind === "none" || enters(sinceAvailable));
  return known ? "always" : "maybe";
}
