// What strategies that merge lanes share: their columns, their grouped form, and their aggregates' values.
import type { Strategy } from "../../ir/plan.ts";
import type { Lane } from "../../library/define.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import type { SqlOutput, SqlStages } from "../../library/sql-stages.ts";
import { aggregationOf } from "../../library/aggregation-of.ts";
import { shapeOf } from "./lanes.ts";
import type { Frame, Grouped } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

export function laneColumns(context: ViewContext, strategy: Strategy): readonly string[] {
  return context.lanesOf(strategy).map(({ column }) => column);
}

/** The contributions that a strategy reads of each row, each once whatever the windows. */
export function laneRows(context: ViewContext, strategy: Strategy): readonly string[] {
  return [...new Set(context.lanesOf(strategy).map(({ lane }) => lane.id))];
}

export function groupedLanes(context: ViewContext, strategy: Strategy, frame: Frame): Grouped {
  const lanes = context.lanesOf(strategy);
  return {
    aggregates: lanes.map(
      ({ lane, windowId, column }) => `${lane.merged(frame.value(lane.id, windowId))} AS ${column}`,
    ),
    reads: lanes.map(({ column }) => column),
  };
}

/** Sums and counts of nothing are 0, all else is null. */
export function laneValues(
  context: ViewContext,
  strategy: Strategy,
  stages: SqlStages,
): readonly SqlOutput[] {
  return context.atomsOf(strategy).map((atom) => {
    const lanes = (context.lanes.ofAtom.get(atom.id) ?? []).map(({ lane, column }) => stateOf(lane, column));
    return { name: atom.id, value: aggregationOf(atom).finalize(lanes, shapeOf(atom), stages) };
  });
}

/** What a finalisation reads of a merged lane. */
export function stateOf({ merge, type }: Pick<Lane, "merge" | "type">, column: string): Sql {
  if (merge === "sum") return rawSql(`(coalesce(${column}, 0)::${type})`);
  return rawSql(merge === "distinct" ? `coalesce(${column}, 0)` : column);
}
