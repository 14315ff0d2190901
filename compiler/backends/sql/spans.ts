// From when until when a row counts in a window, in terms of the window's end: [__in, leaves).
import { onCutGrid } from "./cuts.ts";
import type { WindowLane } from "./lanes.ts";
import type { ViewContext } from "./view-context.ts";

/** Beyond every time that a timestamp can hold, and within what a BIGINT holds if it is multiplied by a few. */
export const FOR_EVER = "288230376151711744";

/** The first end that no longer sees the row; null where its window had passed it before it was known. */
export function leavesAt(context: ViewContext, windowId: string): string {
  const { length, hop } = context.windowOf(windowId);
  if (length === null) return FOR_EVER;
  const leaves = onCutGrid(context, `(${context.dialect.floorTo("__et", String(hop))} + ${hop + length})`);
  return `CASE WHEN __in < ${leaves} THEN ${leaves} END`;
}

/** SELECT of a lane's rows of hot entities that some probe sees: `columns`, `__in` and `__out`, the first end that no longer does. */
export function rowsOfLane(
  context: ViewContext,
  { lane, windowId }: WindowLane,
  columns: readonly string[],
): string {
  return `SELECT * FROM (
    SELECT ${columns.join(", ")}, __in, ${leavesAt(context, windowId)} AS __out
    FROM ${context.step("hot_rows")} WHERE ${lane.id} IS NOT NULL
  ) WHERE __out IS NOT NULL`;
}
