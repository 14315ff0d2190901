// A spine row must not be among the rows that its own features read, where they read what its label is made of.
import type { FeatureView, Rows, TrainingSet } from "../../ir/program.ts";
import { columnsRead, constantShift, sameExpression } from "../../library/expressions.ts";
import { lagOf } from "../../library/lag.ts";
import { viewsBeside } from "../../library/sources-read.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { type Origin, originsOf } from "./origins.ts";
import type { Rule } from "./rule.ts";

type Seen = "never" | "maybe" | "always";

export const labelLeakage: Rule = (context) => {
  for (const [declared, set] of context.trainingSets) {
    const spine = set === null ? undefined : context.named.sources.get(set.spine);
    if (set === null || spine === undefined) continue;
    for (const { view, beside, rows } of viewsOf(set, context)) {
      for (const of of originsOf(context, rows)) {
        if (set.label.outcome !== null) {
          reportOutcome(set, view, rows, of, context, declared.asOf.span);
          continue;
        }
        for (const asked of originsOf(context, spine)) {
          if (asked.source.name !== of.source.name) continue;
          const { shared, visible } = leakOf(set, asked, view, rows, of);
          if (visible === "never") continue;
          // What stands beside other rows is as of their times, which no rule can tell.
          const seen = beside ? "maybe" : visible;
          const columns = shared.map((column) => `'${column}'`).join(", ");
          const subject = seen === "always" ? "Each row" : "A row";
          const verb = seen === "always" ? "is" : "may be";
          context.report.add(
            codes.labelLeakage,
            declared.asOf.span,
            `${subject} of '${asked.source.name}' ${verb} visible to its own features in '${view.name}', which read ${columns} as the label does.`,
            {
              severity: seen === "always" ? "error" : "warning",
              hint: "Ask as of a time before the label is known, or say with 'availableAt' when that is.",
            },
          );
        }
      }
    }
  }
};

/** The views of a training set with their rows, and those that stand beside the rows of others. */
function viewsOf(
  set: TrainingSet,
  { named }: Context,
): readonly { readonly view: FeatureView; readonly beside: boolean; readonly rows: Rows }[] {
  const listed = set.featureViews.flatMap((name) => named.featureViews.get(name) ?? []);
  return viewsBeside({ featureViews: [...named.featureViews.values()] }, listed).flatMap((view) => {
    const rows = named.sources.get(view.source);
    return rows === undefined ? [] : [{ view, beside: !listed.includes(view), rows }];
  });
}

interface Leak {
  readonly shared: readonly string[];
  readonly visible: Seen;
}

/** Of the aggregates that see the row most surely; those that stand back by a `before` see it less. */
function leakOf(set: TrainingSet, asked: Origin, view: FeatureView, rows: Rows, of: Origin): Leak {
  let worst: Leak = { shared: [], visible: "never" };
  for (const before of new Set(view.atoms.map(({ window }) => window.before))) {
    const atoms = view.atoms.filter(({ window }) => window.before === before);
    const shared = sharedColumns(set, asked, { atoms, where: view.where }, of);
    const back = before + (view.refresh?.delay ?? 0);
    const visible = shared.length === 0 ? "never" : seesItself(set, asked, back, rows, of);
    if (SURETY.indexOf(visible) > SURETY.indexOf(worst.visible)) worst = { shared, visible };
  }
  return worst;
}

const SURETY: readonly Seen[] = ["never", "maybe", "always"];

/** Columns of the file that both the label and the aggregates' values depend on. */
function sharedColumns(
  set: TrainingSet,
  asked: Origin,
  { atoms, where }: Pick<FeatureView, "atoms" | "where">,
  of: Origin,
): readonly string[] {
  const filter = where === null ? null : of.over(where);
  const same = filter !== null && set.where !== null && sameExpression(filter, asked.over(set.where));
  const inputs = atoms.flatMap((atom) => atom.inputs.map(of.over));
  const read = new Set(columnsRead([...inputs, same ? null : filter]));
  return columnsRead([asked.over(set.label.expression)]).filter((column) => read.has(column));
}

/** Whether a row has entered by the cut that its own features are read at, which is `delay` earlier. */
function seesItself(set: TrainingSet, asked: Origin, delay: number, rows: Rows, of: Origin): Seen {
  const asOf = asked.over(set.asOf);
  const eventTime = of.over(rows.eventTime);
  const availableAt = rows.availableAt === null ? null : of.over(rows.availableAt);
  const lag = lagOf({ eventTime, availableAt });
  const sinceEvent = constantShift(asOf, eventTime);
  const sinceAvailable = availableAt === null ? sinceEvent : constantShift(asOf, availableAt);
  const least = rows.asOf === "inclusive" ? 0 : 1;
  const enters = (since: number | null): boolean => since !== null && since - delay >= least;
  // A row enters at the later of both times, so one of them after the cut is enough to hide it.
  const hidden = [sinceEvent, sinceAvailable].some((since) => since !== null && !enters(since));
  if (hidden) return "never";
  const known = enters(sinceEvent) && (lag.kind === "none" || enters(sinceAvailable));
  return known ? "always" : "maybe";
}

/**
 * What a label with a horizon speaks of begins at `asOf`: features see it only where rows count from their own instant
 * on, and only what happens at that very instant.
 */
function reportOutcome(
  { label }: TrainingSet,
  view: FeatureView,
  rows: Rows,
  of: Origin,
  context: Context,
  span: Parameters<Context["report"]["add"]>[1],
): void {
  const happening = context.named.sources.get(label.outcome?.source ?? "");
  if (happening === undefined || rows.asOf !== "inclusive" || (view.refresh?.delay ?? 0) > 0) return;
  if (lagOf(rows).kind === "constant") return;
  if (!originsOf(context, happening).some(({ source }) => source.name === of.source.name)) return;
  context.report.add(
    codes.labelLeakage,
    span,
    `What happens to '${of.source.name}' at the very instant of 'asOf' is visible in '${view.name}' and part of the label.`,
    {
      severity: "warning",
      hint: "Make the source 'exclusive', or give the view's refresh a delay.",
    },
  );
}
