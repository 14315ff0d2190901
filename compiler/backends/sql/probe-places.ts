// The probes of hot keys in one order of key and time, and which of them see a row: from one place in that order to another.
import { hotProbes } from "./probe-steps.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/** `__probe_id`, `__key_id`, `__end`, `__place` from 0 on: places of one key follow one another. */
export function probePlacesStep(context: ViewContext, column: string, windowId: string): Step {
  const { step, view } = context;
  return {
    name: step(`places_${column}`),
    comment: `${view.name}: the probes in the order of keys and time`,
    body: `SELECT __probe_id, __key_id, __end, row_number() OVER () - 1 AS __place
FROM (
  ${hotProbes(context, ["__probe_id", "__key_id", `${context.end(windowId, "__cut")} AS __end`])} ORDER BY __key_id, __end
)`,
  };
}

/**
 * SELECT of `columns` of `rows` and, as `name`, the place of the first probe that is no earlier than `time`, or else the
 * next key's first place: rows and probes sorted once, together, and the probes counted as they stream by.
 */
export function withPlace(
  rows: string,
  places: string,
  {
    name,
    time,
    columns,
  }: { readonly name: string; readonly time: string; readonly columns: readonly string[] },
): string {
  const kept = columns.join(", ");
  return `SELECT ${kept}, ${name} FROM (
    SELECT ${kept}, __is_row, count(*) FILTER (NOT __is_row) OVER (ROWS UNBOUNDED PRECEDING) AS ${name}
    FROM (
      SELECT * FROM (
        SELECT ${kept}, __key_id AS __of_key, ${time} AS __t, true AS __is_row FROM (${rows})
        UNION ALL
        SELECT ${columns.map(() => "NULL").join(", ")}, __key_id, __end, false FROM ${places}
      ) ORDER BY __of_key, __t, __is_row DESC
    )
  ) WHERE __is_row`;
}
