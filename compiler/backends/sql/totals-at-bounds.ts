// Running totals over the rows of hot entities, read at bounds of their probes: rows and bounds sorted once, together.
import { hotProbes } from "./probe-steps.ts";
import type { ViewContext } from "./view-context.ts";

export interface BoundTotal {
  readonly name: string;
  /** What a row adds, over the columns of `rows`. */
  readonly ofRow: string;
  /** What a bound adds, over `__bound`. */
  readonly ofBound: string;
  readonly type: string;
}

/**
 * SELECT of `__probe_id`, `__key_id`, `__t`, `__bound` and the totals of all rows up to that bound: event times, as expressions over
 * `__cut`, numbered in their order. A total runs over all entities: the difference of two bounds of one entity is its own.
 * One sort and one pass, whatever the number of bounds, of rows with equal times or of rows an entity.
 */
export function totalsAtBounds(
  context: ViewContext,
  totals: readonly BoundTotal[],
  bounds: readonly string[],
  rows: string,
): string {
  const running = totals.map(
    ({ name, type }) => `sum(${name}) OVER (ROWS UNBOUNDED PRECEDING)::${type} AS ${name}`,
  );
  const ofRow = totals.map(({ name, ofRow: adds }) => `${adds} AS ${name}`);
  const ofBound = totals.map(({ ofBound: adds }) => adds);
  return `SELECT * FROM (
  SELECT __probe_id, __key_id, __t, __bound, ${running.join(", ")}
  FROM (
    SELECT * FROM (
      SELECT __key_id, __t, NULL::UINTEGER AS __probe_id, NULL::TINYINT AS __bound, ${ofRow.join(", ")} FROM (${rows})
      UNION ALL
      SELECT __key_id, __t, __probe_id, __bound, ${ofBound.join(", ")} FROM (
        ${hotProbes(context, ["__key_id", "__probe_id", `unnest([${bounds.join(", ")}]) AS __t`, `unnest(range(${bounds.length}))::TINYINT AS __bound`])}
      )
    ) ORDER BY __key_id, __t, __bound NULLS FIRST
  )
) WHERE __probe_id IS NOT NULL`;
}
