// Which cut a materialization makes where the user names an instant.
import type { Refresh } from "../../compiler/ir/program.ts";

/** The latest cut that is served at `to` (both in microseconds); a view without a cadence is cut at `to` itself. */
export function latestCut(refresh: Refresh | null, to: number): number {
  if (refresh === null) return to;
  return Math.floor((to - refresh.delay) / refresh.every) * refresh.every;
}
