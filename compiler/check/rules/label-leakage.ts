// A spine row must not be among the rows that its own features read, where they read what its label is made of.
import type { Atom, FeatureView, Rows, TrainingSet } from "../../ir/program.ts";
import { columnsRead, constantShift, sameExpression } from "../../library/expressions.ts";
import { lagOf } from "../../library/lag.ts";
import { viewsBeside } from "../../library/sources-read.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { type Origin, originsOf } from "./origins.ts";
import type { Rule } from "./rule.ts";
import { type Gaps, SIGHTS, type Sight, sightOf } from "./self-sight.ts";

/** A view of a training set with its rows. */
interface Read {
  readonly view: FeatureView;
  readonly rows: Rows;
  /** It stands beside the rows of another view, and is as of their times. */
  readonly beside: boolean;
}

const WORDS: Readonly<Record<Exclude<Sight, "never">, readonly [rows: string, seen: string]>> = {
  always: ["Each row", "is visible to its own features"],
  some: ["Some rows", "are visible to their own features"],
  maybe: ["A row", "may be visible to its own features"],
};

export const labelLeakage: Rule = (context) => {
  for (const [declared, set] of context.trainingSets) {
    const spine = set === null ? undefined : context.named.sources.get(set.spine);
    if (set === null || spine === undefined) continue;
    for (const read of readsOf(set, context)) {
      for (const of of originsOf(context, read.rows)) {
        if (set.label.outcome !== null) {
          reportOutcome(set, read.view, read.rows, of, context, declared.asOf.span);
          continue;
        }
        for (const asked of originsOf(context, spine)) {
          if (asked.file !== of.file) continue;
          const { shared, sight } = leakOf(set, asked, read, of, context);
          if (sight === "never") continue;
          const [rows, seen] = WORDS[sight];
          const also = asked.source.name === of.source.name ? "" : `, which '${of.source.name}' reads too,`;
          const columns = shared.map((column) => `'${column}'`).join(", ");
          context.report.add(
            codes.labelLeakage,
            declared.asOf.span,
            `${rows} of '${asked.source.name}'${also} ${seen} in '${read.view.name}', which read ${columns} as the label does.`,
            {
              severity: sight === "maybe" ? "warning" : "error",
              hint: "Ask as of a time before the label is known, or say with 'availableAt' when that is.",
            },
          );
        }
      }
    }
  }
};

/** The views of a training set, and those that stand beside the rows of others. */
function readsOf(set: TrainingSet, { named }: Context): readonly Read[] {
  const listed = set.featureViews.flatMap((name) => named.featureViews.get(name) ?? []);
  return viewsBeside({ featureViews: [...named.featureViews.values()] }, listed).flatMap((view) => {
    const rows = named.sources.get(view.source);
    return rows === undefined ? [] : [{ view, beside: !listed.includes(view), rows }];
  });
}

interface Leak {
  readonly shared: readonly string[];
  readonly sight: Sight;
}

/** Of the aggregates that see the row most surely, among those that read what the label is made of. */
function leakOf(set: TrainingSet, asked: Origin, read: Read, of: Origin, context: Context): Leak {
  const gaps = gapsOf(set, asked, read.rows, of);
  const leaks = read.view.atoms.map((atom): Leak => {
    const shared = sharedColumns(set, asked, atom, read.view.where, of);
    return { shared, sight: shared.length === 0 ? "never" : sightOfAtom(gaps, atom, read, context) };
  });
  const found = SIGHTS.findLast((sight) => leaks.some((leak) => leak.sight === sight)) ?? "never";
  const shared = leaks.flatMap((leak) => (leak.sight === found ? leak.shared : []));
  return { shared: [...new Set(shared)].sort(), sight: found };
}

function sightOfAtom(
  gaps: Gaps,
  { aggregation, window }: Atom,
  { view, rows, beside }: Read,
  { vocabulary }: Context,
): Sight {
  const isLatest = vocabulary.aggregationByKey(aggregation)?.definition.algebra === "latest";
  const { refresh } = view;
  const inclusive = rows.asOf === "inclusive";
  if (!beside) return sightOf(gaps, { window, refresh, inclusive, ttl: isLatest ? view.ttl : null });
  // It is as of the times of other rows, up to `asOf`: what has not entered by then never has, and no more is known.
  const open = { ...window, length: null };
  return sightOf(gaps, { window: open, refresh, inclusive, ttl: null }) === "never" ? "never" : "maybe";
}

/** Columns of the file that both the label and the aggregate's value depend on. */
function sharedColumns(
  set: TrainingSet,
  asked: Origin,
  { inputs }: Atom,
  where: FeatureView["where"],
  of: Origin,
): readonly string[] {
  const filter = where === null ? null : of.over(where);
  const same = filter !== null && set.where !== null && sameExpression(filter, asked.over(set.where));
  const read = new Set(columnsRead([...inputs.map(of.over), same ? null : filter]));
  return columnsRead([asked.over(set.label.expression)]).filter((column) => read.has(column));
}

/** Where one of them is not said, the source's constant lag tells it from the other. */
function gapsOf(set: TrainingSet, asked: Origin, rows: Rows, of: Origin): Gaps {
  const asOf = asked.over(set.asOf);
  const eventTime = of.over(rows.eventTime);
  const event = constantShift(asOf, eventTime);
  if (rows.availableAt === null) return { event, available: event };
  const availableAt = of.over(rows.availableAt);
  const available = constantShift(asOf, availableAt);
  const lag = constantShift(availableAt, eventTime);
  if (lag === null) return { event, available };
  return { event: event ?? sum(available, lag), available: available ?? sum(event, 0 - lag) };
}

function sum(gap: number | null, more: number): number | null {
  return gap === null ? null : gap + more;
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
  if (!originsOf(context, happening).some(({ file }) => file === of.file)) return;
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
