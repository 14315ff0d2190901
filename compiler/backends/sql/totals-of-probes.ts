// Running totals of hot entities as probes read them: one row a probe, a column for each total and window.
import type { RowTotals } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import { boundTotal, totalsAtBounds } from "./totals-at-bounds.ts";
import type { ViewContext } from "./view-context.ts";

/** What becomes `column` of a probe: a total up to one bound, less the same total up to another. */
export interface TotalRead {
  readonly column: string;
  readonly total: string;
  /** The last instant that is included, over `__cut`. */
  readonly upTo: string;
  readonly less?: string;
}

export interface ProbeTotals extends RowTotals {
  readonly name: string;
  readonly comment: string;
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
  const read = totalsAtBounds(context, totals.map(boundTotal), bounds, {
    rows,
    columns: ["__probe_id", "__bound"],
  });
  const at = (total: string, bound: string): string =>
    bounds.length === 1 ? total : `max(${total}) FILTER (__bound = ${bounds.indexOf(bound)})`;
  const columns = reads.map(
    ({ column, total, upTo, less }) =>
      `${at(total, upTo)}${less === undefined ? "" : ` - ${at(total, less)}`} AS ${column}`,
  );
  const select = `SELECT ${["__probe_id", ...columns].join(", ")}`;
  return {
    name: context.step(name),
    comment: `${context.view.name}: ${comment}`,
    // Totals stream through one thread: what groups them waits for the last, and then has every thread.
    body:
      bounds.length === 1
        ? `${select}\nFROM (\n${read}\n)`
        : `WITH totals AS MATERIALIZED (\n${read}\n)\n${select}\nFROM totals\nGROUP BY __probe_id`,
  };
}
