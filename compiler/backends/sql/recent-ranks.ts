// Which rows are the last so many of a hot entity at each of its probes, by rank.
import type { RecentGroup } from "./recent-steps.ts";
import type { ViewContext } from "./view-context.ts";

/** `__probe_id`, `__key_id`, `__cut`, `__rank`, `__nth` from the newest on; ranks of other entities may be among them. */
export function recentRanks(context: ViewContext, group: RecentGroup, ranked: string): string {
  return context.view.lag.kind === "variable"
    ? runningRanks(context, group, ranked)
    : lastRanks(context, group, ranked);
}

function hotProbes(context: ViewContext, columns: string): string {
  const { step } = context;
  return `SELECT ${columns} FROM ${step("probes")} JOIN ${step("keys")} USING (__key_id) WHERE __hot`;
}

/** Rows enter in their order: what has entered is a prefix of it, and its last ranks follow one another. */
function lastRanks(context: ViewContext, { windowId, most }: RecentGroup, ranked: string): string {
  const end = context.end(windowId, "p.__cut");
  return `  SELECT __probe_id, __key_id, __cut, __top + 1 - __nth AS __rank, __nth
  FROM (
    SELECT p.__probe_id, p.__key_id, p.__cut, t.__top, unnest(range(1, ${most + 1})) AS __nth
    FROM (${hotProbes(context, "__probe_id, __key_id, __cut")}) p
    ASOF JOIN (SELECT __key_id, __in, max(__rank) AS __top FROM ${ranked} GROUP BY ALL) t
      ON p.__key_id = t.__key_id AND ${end} >= t.__in
  )`;
}

/**
 * Rows enter in any order: the greatest ranks so far, kept while rows and probes stream by in the order of entry. Only the
 * probes' lists are stored. One stream serves all entities, as ranks rise with the entity.
 */
function runningRanks(context: ViewContext, { windowId, most }: RecentGroup, ranked: string): string {
  const end = context.end(windowId, "__cut");
  return `  SELECT __probe_id, __key_id, __cut, unnest(__ranks) AS __rank, generate_subscripts(__ranks, 1) AS __nth
  FROM (
    SELECT __probe_id, __key_id, __cut, max(__rank, ${most}) OVER (ROWS UNBOUNDED PRECEDING) AS __ranks
    FROM (
      SELECT * FROM (
        SELECT NULL::BIGINT AS __probe_id, __key_id, NULL::BIGINT AS __cut, __in AS __t, __rank FROM ${ranked}
        UNION ALL
        ${hotProbes(context, `__probe_id, __key_id, __cut, ${end}, NULL`)}
      ) ORDER BY __key_id, __t, __probe_id NULLS FIRST
    )
  ) WHERE __probe_id IS NOT NULL`;
}
