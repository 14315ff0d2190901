// Which rows are the last so many of a hot entity at each of its probes, by rank.
import { bestOfRuns } from "./probe-nodes.ts";
import { placesStep, withPlace } from "./probe-places.ts";
import type { RecentGroup } from "./recent-group.ts";
import { FOR_EVER } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/** The last step, `ranks`: `__probe_id`, `__key_id`, `__cut`, `__rank`, `__nth` from the newest on; ranks of other entities may be among them. */
export function ranksSteps(
  context: ViewContext,
  group: RecentGroup,
  ranked: string,
  ranks: string,
): readonly Step[] {
  const named = (body: string): Step => ({
    name: ranks,
    comment: `${context.view.name}: which of them are the last of each probe`,
    body,
  });
  if (context.view.lag.kind !== "variable") return [named(lastRanks(context, group, ranked))];
  if (group.most > MOST_IN_NODES) return [named(overtakenRanks(context, group, ranked))];
  const { before, found, frees } = ranksByRuns(context, group, ranked);
  return [...before, { ...named(found), frees }];
}

/** Longer lists a node cost more than to look past the rows that have not entered yet. */
const MOST_IN_NODES = 32;

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
 * Rows enter in any order: a row is of the last n from when it enters until, at the latest, all of the next n have entered.
 * That is a run of probes, as long as lags are.
 */
function ranksByRuns(context: ViewContext, { name, windowId, most }: RecentGroup, ranked: string) {
  const { step, view } = context;
  const [places, entered, runs] = [step(`places_${name}`), step(`entered_${name}`), step(`runs_${name}`)];
  const next = `PARTITION BY __key_id ORDER BY __rank ROWS BETWEEN 1 FOLLOWING AND ${most} FOLLOWING`;
  const overtaken = `SELECT __key_id, __rank, __in,
    CASE WHEN count(*) OVER next = ${most} THEN greatest(__in, max(__in) OVER next) ELSE ${FOR_EVER} END AS __out
    FROM ${ranked} WINDOW next AS (${next})`;
  const best = step(`best_${name}`);
  return {
    before: [
      placesStep(context, name, windowId),
      {
        name: entered,
        comment: `${view.name}: the first probe that sees each row`,
        body: withPlace(overtaken, places, {
          name: "__low",
          time: "__in",
          columns: ["__rank", "__key_id", "__out"],
        }),
      },
      {
        name: runs,
        comment: `${view.name}: and the first that sees as many newer ones`,
        body: `SELECT 0 - __rank AS __value, __low, __high FROM (
  ${withPlace(`SELECT * FROM ${entered}`, places, { name: "__high", time: "__out", columns: ["__rank", "__low"] })}
) WHERE __low < __high`,
        frees: [entered],
      },
      ...bestOfRuns(context, { column: name, runs, places, most }),
    ],
    found: `  SELECT b.__probe_id, p.__key_id, p.__cut, 0 - unnest(b.${name}) AS __rank, generate_subscripts(b.${name}, 1) AS __nth
  FROM ${best} b JOIN ${step("probes")} p ON b.__probe_id = p.__probe_id`,
    frees: [best, places],
  };
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
