// Running totals over the rows of hot entities, read at bounds of their probes: rows and bounds sorted once, together.
import { hotProbes } from "./probe-steps.ts";
import { runningTotal, type TotalColumn } from "./running-totals.ts";
import type { ViewContext } from "./view-context.ts";

/** A total as of a bound. */
export interface BoundTotal {
  readonly name: string;
  /** The columns of rows that it reads: 0 for bounds. */
  readonly reads: readonly string[];
  /** The running total over those columns and `__bound`, null for rows; `over` follows each aggregate. */
  running(over: string): string;
}

/**
 * SELECT of `columns` of `__probe_id`, `__key_id`, `__t` and `__bound`, and of the totals of all rows up to that bound: event times, as
 * expressions over `__cut`, numbered in their order; `selected` are over all these. A total runs over all entities: the difference of two bounds of one entity is
 * its own. One sort and one pass, whatever the number of bounds, of rows with equal times or of rows an entity. Times are doubled,
 * so that bounds follow the rows of their instant without another column to sort by.
 */
export function totalsAtBounds(
  context: ViewContext,
  totals: readonly BoundTotal[],
  bounds: readonly string[],
  {
    rows,
    columns,
    selected = ["*"],
  }: { readonly rows: string; readonly columns: readonly string[]; readonly selected?: readonly string[] },
): string {
  const running = totals.map(
    (total) => `${total.running("OVER (ROWS UNBOUNDED PRECEDING)")} AS ${total.name}`,
  );
  const brought = [...new Set(totals.flatMap(({ reads }) => reads))];
  // It is sorted with: one byte where it does.
  const bound = bounds.length <= 128 ? "TINYINT" : "SMALLINT";
  const ofRow = [
    "__key_id",
    "2 * __t AS __t",
    "NULL::UINTEGER AS __probe_id",
    `NULL::${bound} AS __bound`,
    ...brought,
  ];
  const ofBound = ["__key_id", "2 * __t + 1", "__probe_id", "__bound", ...brought.map(() => "0")];
  const read = columns.map((column) => (column === "__t" ? "(__t - 1) // 2 AS __t" : column));
  return `SELECT ${selected.join(", ")} FROM (
  SELECT ${[...read, ...running].join(", ")}
  FROM (
    SELECT * FROM (
      SELECT ${ofRow.join(", ")} FROM (${rows})
      UNION ALL
      SELECT ${ofBound.join(", ")} FROM (
        ${hotProbes(context, ["__key_id", "__probe_id", `unnest([${bounds.join(", ")}]) AS __t`, `unnest(range(${bounds.length}))::${bound} AS __bound`])}
      )
    ) ORDER BY __key_id, __t
  )
) WHERE __probe_id IS NOT NULL`;
}

export function boundTotal(total: TotalColumn): BoundTotal {
  const { name, of = name, counts } = total;
  return {
    name,
    reads: [of, ...(counts === undefined ? [] : [counts])],
    running: (over) => runningTotal(total, over),
  };
}
