// Minima and maxima of all rows that have entered, for hot entities: running bests by entry, of which few differ.
import { beats, type RowLane, type WindowLane } from "./lanes.ts";
import type { Hot } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

/** Each lane's records are looked up on their own: they are few, while rows that beat any lane may be many. */
export function runningExtremes(context: ViewContext, lanes: readonly WindowLane[]): Hot {
  const rows = [...new Set(lanes.map(({ lane }) => lane))];
  const name = (lane: RowLane): string => context.step(`bests_${lane.id}`);
  const alias = ({ column }: WindowLane): string => `b_${column}`;
  return {
    steps: rows.map((lane) => ({
      name: name(lane),
      comment: `${context.view.name}: rows that beat all that entered before them`,
      body: `SELECT __key_id, __in, ${lane.id}
FROM (
  SELECT __key_id, __in, ${lane.merged(lane.id)} AS ${lane.id}
  FROM ${context.step("hot_rows")} WHERE ${lane.id} IS NOT NULL GROUP BY ALL
)
QUALIFY ${beats(lane, `${lane.merged(lane.id)} OVER (PARTITION BY __key_id ORDER BY __in ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`)}`,
    })),
    joins: lanes.map((lane) => {
      const at = alias(lane);
      const end = context.end(lane.windowId, "p.__cut");
      return `ASOF LEFT JOIN ${name(lane.lane)} ${at} ON p.__key_id = ${at}.__key_id AND ${end} >= ${at}.__in`;
    }),
    reads: lanes.map((lane) => `${alias(lane)}.${lane.lane.id} AS ${lane.column}`),
  };
}
