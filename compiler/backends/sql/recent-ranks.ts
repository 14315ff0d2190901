// Which rows are the last so many of a hot entity at each of its probes, by rank.
import type { RecentGroup } from "./recent-group.ts";
import type { ViewContext } from "./view-context.ts";

/** `__probe_id`, `__key_id`, `__cut`, `__rank`, `__nth` from the newest on; ranks of other entities may be among them. */
export function recentRanks(context: ViewContext, group: RecentGroup, ranked: string): string {
  if (context.view.lag.kind !== "variable") return lastRanks(context, group, ranked);
  return group.most > MOST_RUNNING
    ? overtakenRanks(context, group, ranked)
    : runningRanks(context, group, ranked);
}

/** Longer running lists cost more than to look past the rows that have not entered yet. */
const MOST_RUNNING = 32;

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

/**
 * Of the rows that happened by a probe's end, those that have not entered yet are what two counts differ by: the last
 * n that have entered are among the last n and as many more.
 */
function overtakenRanks(context: ViewContext, { windowId, most }: RecentGroup, ranked: string): string {
  const end = context.end(windowId, "p.__cut");
  const totals = (time: string): string =>
    `SELECT __key_id, ${time} AS __t, count(*) AS __n, max(__rank) AS __top FROM ${ranked} GROUP BY ALL`;
  const running = (time: string): string =>
    `SELECT __key_id, __t, __top, sum(__n) OVER (PARTITION BY __key_id ORDER BY __t)::BIGINT AS __n FROM (${totals(time)})`;
  return `  SELECT __probe_id, __key_id, __cut, unnest(__ranks) AS __rank, generate_subscripts(__ranks, 1) AS __nth
  FROM (
    SELECT c.__probe_id, any_value(c.__key_id) AS __key_id, any_value(c.__cut) AS __cut, max(c.__rank, ${most}) AS __ranks
    FROM (
      SELECT p.__probe_id, p.__key_id, p.__cut, ${end} AS __end, unnest(range(h.__top - h.__n + e.__n - ${most} + 1, h.__top + 1)) AS __rank
      FROM (${hotProbes(context, "__probe_id, __key_id, __cut")}) p
      ASOF JOIN (${running("__in")}) e ON p.__key_id = e.__key_id AND ${end} >= e.__t
      ASOF JOIN (${running("__et")}) h ON p.__key_id = h.__key_id AND ${end} >= h.__t
    ) c
    JOIN ${ranked} s ON c.__rank = s.__rank AND c.__key_id = s.__key_id
    WHERE s.__in <= c.__end
    GROUP BY c.__probe_id
  )`;
}
