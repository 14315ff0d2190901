// The least or the most frequent values of a window, of hot entities: spans of time over a tree of a key's probes.
import type { Kept } from "../../library/define.ts";
import type { WindowLane } from "./lanes.ts";
import { leavesAt } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

type Best = Extract<Kept, { readonly most: number }>;

/**
 * A row counts, and a value counts so many times, from one instant to another: in a run of its key's probes. A run is cut
 * into few nodes of the binary tree over the probes, each node keeps the best of what covers it, and a probe looks at the nodes
 * above it. A row is in logarithmically many nodes whatever its window, and in none if no probe saw it.
 */
export function foundByNodes(context: ViewContext, lane: WindowLane, keeps: Best): readonly Step[] {
  const { step, view } = context;
  const { column } = lane;
  const [places, nodes] = [step(`places_${column}`), step(`nodes_${column}`)];
  const best = (value: string): string => `min(${value}, ${keeps.most})`;
  const found =
    keeps.kind === "least"
      ? "__best"
      : "map_from_entries(list_transform(__best, lambda e: struct_pack(k := e.v, v := (0 - e.c)::UBIGINT)))";
  return [
    {
      name: places,
      comment: `${view.name}: each key's probes in the order of time`,
      body: `SELECT __probe_id, __key_id, __end, row_number() OVER (PARTITION BY __key_id ORDER BY __end) - 1 AS __place,
  count(*) OVER (PARTITION BY __key_id) AS __all
FROM (
  SELECT __probe_id, __key_id, ${context.end(lane.windowId, "__cut")} AS __end
  FROM ${step("probes")} JOIN ${step("keys")} USING (__key_id) WHERE __hot
)`,
    },
    {
      name: nodes,
      comment: `${view.name}: the best of what counts all through a run of probes`,
      body: `SELECT __key_id, __height, __node, ${best("__value")} AS __best
FROM (
${nodesOf(runsOf(places, keeps.kind === "least" ? rowSpans(context, lane) : countSpans(context, lane)))}
) GROUP BY ALL`,
    },
    {
      name: step(`found_${column}`),
      comment: `${view.name}: the best of the nodes above each probe`,
      body: `SELECT __probe_id, ${found} AS ${column}
FROM (
  SELECT __probe_id, ${best("__value")} AS __best
  FROM (
    SELECT q.__probe_id, unnest(n.__best) AS __value
    FROM (SELECT *, unnest(range(0, (log2(__all) + 1)::BIGINT + 1)) AS __height FROM ${places}) q
    JOIN ${nodes} n ON q.__key_id = n.__key_id AND q.__height = n.__height AND (q.__place >> q.__height) = n.__node
  ) GROUP BY __probe_id
)`,
      frees: [places, nodes],
    },
  ];
}

function rowSpans(context: ViewContext, { lane, windowId }: WindowLane): string {
  return `SELECT __key_id, __in AS __from, ${leavesAt(context, windowId)} AS __until, ${lane.id} AS __value
      FROM ${context.step("hot_rows")} WHERE ${lane.id} IS NOT NULL`;
}

/** How often each value counts, from one change of that to the next: the more often and the less the better. */
function countSpans(context: ViewContext, { lane, windowId }: WindowLane): string {
  const same = "PARTITION BY __key_id, __of ORDER BY __t";
  return `SELECT __key_id, __t AS __from, __next AS __until, struct_pack(c := 0 - __n, v := __of) AS __value
      FROM (
        SELECT __key_id, __of, __t, lead(__t) OVER (${same}) AS __next, sum(__change) OVER (${same})::BIGINT AS __n
        FROM (
          SELECT __key_id, __of, __t, sum(__sign) AS __change
          FROM (
            SELECT __key_id, ${lane.id} AS __of, unnest([__in, __out]) AS __t, unnest([1, -1]) AS __sign
            FROM (SELECT __key_id, __in, ${leavesAt(context, windowId)} AS __out, ${lane.id} FROM ${context.step("hot_rows")} WHERE ${lane.id} IS NOT NULL)
            WHERE __out IS NOT NULL
          ) GROUP BY ALL HAVING sum(__sign) <> 0
        )
      ) WHERE __n > 0`;
}

/** The probes that a span covers: from `__low` on, below `__high`. */
function runsOf(places: string, spans: string): string {
  return `SELECT * FROM (
      SELECT s.__key_id, s.__value, l.__place AS __low, coalesce(h.__place, l.__all) AS __high
      FROM (
      ${spans}
      ) s
      ASOF JOIN ${places} l ON s.__key_id = l.__key_id AND s.__from <= l.__end
      ASOF LEFT JOIN ${places} h ON s.__key_id = h.__key_id AND s.__until <= h.__end
      WHERE s.__until IS NOT NULL
    ) WHERE __low < __high`;
}

/** At each height a run has a node of its own at its left end, at its right end, at both or at neither. */
function nodesOf(runs: string): string {
  return `  SELECT __key_id, __value, __height, unnest([CASE WHEN __left % 2 = 1 THEN __left END, CASE WHEN __right % 2 = 1 THEN __right - 1 END]) AS __node
  FROM (
    SELECT *, (__low + (1 << __height) - 1) >> __height AS __left, __high >> __height AS __right
    FROM (SELECT *, unnest(range(0, (log2(__high - __low) + 1)::BIGINT + 1)) AS __height FROM (
    ${runs}
    ))
  ) WHERE __left < __right`;
}
