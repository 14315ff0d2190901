// Running totals of hot entities as probes read them: one row a probe, a column for each total and window.
import type { TotalColumn } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import { totalsAtBounds } from "./totals-at-bounds.ts";
import type { ViewContext } from "./view-context.ts";

/** What becomes `column` of a probe: a total up to one bound, less the same total up to another. */
export interface TotalRead {
  readonly column: string;
  readonly total: string;
  /** The last instant that is included, over `__cut`. */
  readonly upTo: string;
  readonly less?: string;
}

export interface ProbeTotals {
  readonly name: string;
  readonly comment: string;
  /** A SELECT of `__key_id`, `__t` and the totals' columns. */
  readonly rows: string;
  readonly totals: readonly TotalColumn[];
  readonly reads: readonly TotalRead[];
}

/** The step has `__probe_id` and the columns that are read. */
export function totalsOfProbes(
  context: ViewContext,
  { name, comment, rows, totals, reads }: ProbeTotals,
): Step {
  const bounds = [
    ...new Set(reads.flatMap(({ upTo, less }) => (less === undefined ? [upTo] : [upTo, less]))),
  ];
  const adding = totals.map((total) => ({
    name: total.name,
    type: total.type,
    ofRow: total.name,
    ofBound: "0",
  }));
  const read = totalsAtBounds(context, adding, bounds, rows);
  const at = (total: string, bound: string): string =>
    bounds.length === 1 ? total : `max(${total}) FILTER (__bound = ${bounds.indexOf(bound)})`;
  const columns = reads.map(
    ({ column, total, upTo, less }) =>
      `${at(total, upTo)}${less === undefined ? "" : ` - ${at(total, less)}`} AS ${column}`,
  );
  return {
    name: context.step(name),
    comment: `${context.view.name}: ${comment}`,
    body: `SELECT ${["__probe_id", ...columns].join(", ")}
FROM (
${read}
)${bounds.length === 1 ? "" : "\nGROUP BY __probe_id"}`,
  };
}
