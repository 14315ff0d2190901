// A spine row must not be among the rows that its own features read, where they read what its label is made of.
import type { Atom, Rows } from "../../ir/program.ts";
import { constantShift } from "../../library/expressions.ts";
import { codes } from "../codes.ts";
import type { Context } from "../context.ts";
import { listOf } from "../names.ts";
import { featuresReading, writtenAmongOthers } from "./feature-places.ts";
import { labelColumns } from "./label-columns.ts";
import { type Origin, originsOf } from "./origins.ts";
import type { Rule } from "./rule.ts";
import { type Gaps, SIGHTS, type Sight, sightOf } from "./self-sight.ts";
import { type ViewRead, viewsRead } from "./views-read.ts";
import { type Spine, type Way, waysOfTelling } from "./ways-of-telling.ts";

const WORDS: Readonly<Record<Exclude<Sight, "never">, readonly [rows: string, seen: string]>> = {
  always: ["Each row", "is visible to its own"],
  some: ["Some rows", "are visible to their own"],
  maybe: ["A row", "may be visible to its own"],
};

export const labelLeakage: Rule = (context) => {
  for (const [declared, set] of context.trainingSets) {
    const spine = set === null ? undefined : context.named.sources.get(set.spine);
    if (set === null || spine === undefined || set.label.outcome !== null) continue;
    for (const asked of originsOf(context, spine)) {
      const label = labelColumns(set, asked, context);
      for (const read of viewsRead(set, context)) {
        for (const of of originsOf(context, read.rows).filter(({ file }) => file === asked.file)) {
          for (const { way, shared, sight, atoms } of leaksOf({ set, asked, label }, read, of, context)) {
            const [rows, seen] = WORDS[sight];
            const also = asked.source.name === of.source.name ? "" : `, which '${of.source.name}' reads too,`;
            const columns = shared.map((column) => `'${column}'`).join(", ");
            const features = featuresReading(context, read.view, atoms);
            const names = features.map(({ name }) => `'${name}'`);
            const where = `${listOf("feature", names)} of '${read.view.name}'`;
            context.report.add(
              codes.labelLeakage,
              declared.asOf.span,
              `${rows} of '${asked.source.name}'${also} ${seen} ${where}, ${way.how(names.length === 1)} ${columns} as the label does.`,
              {
                severity: sight === "maybe" ? "warning" : "error",
                hint: way.hint,
                related: writtenAmongOthers(features),
              },
            );
          }
        }
      }
    }
  }
};

interface Leak {
  readonly way: Way;
  readonly shared: readonly string[];
  readonly sight: Exclude<Sight, "never">;
  /** Those that tell it. */
  readonly atoms: ReadonlySet<string>;
}

/** In each way, of the aggregates that see the row most surely, among those that tell what the label is made of. */
function leaksOf(spine: Spine, read: ViewRead, of: Origin, context: Context): readonly Leak[] {
  const gaps = gapsOf(spine, read.rows, of);
  return waysOfTelling(spine, read, of).flatMap((way) => {
    const leaks = read.view.atoms.map((atom) => {
      const shared = way.shared(atom);
      return {
        id: atom.id,
        shared,
        sight: shared.length === 0 ? "never" : sightOfAtom(gaps, atom, read, context),
      };
    });
    const found = SIGHTS.findLast((sight) => leaks.some((leak) => leak.sight === sight)) ?? "never";
    if (found === "never") return [];
    const telling = leaks.filter(({ sight }) => sight === found);
    const shared = [...new Set(telling.flatMap((leak) => leak.shared))].sort();
    const atoms = new Set(telling.map(({ id }) => id));
    return [{ way, shared, sight: way.chance ? "maybe" : found, atoms }];
  });
}

function sightOfAtom(
  gaps: Gaps,
  { aggregation, window }: Atom,
  { view, rows, beside }: ViewRead,
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

/** Where one of them is not said, the source's constant lag tells it from the other. */
function gapsOf({ set, asked }: Spine, rows: Rows, of: Origin): Gaps {
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
