// The first rows of a window, of hot entities.
import type { Kept } from "../../library/define.ts";
import type { WindowLane } from "./lanes.ts";
import { bestOfRuns } from "./probe-nodes.ts";
import { placesStep, withPlace } from "./probe-places.ts";
import { numberedList } from "./numbered-list.ts";
import { leavesAt } from "./spans.ts";
import { tiesOf } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

type Least = Extract<Kept, { readonly kind: "least" }>;

/** Ranks rise with the total order, and are what is looked for: the rows' values are joined to the few that are found. */
export function foundFirst(context: ViewContext, lane: WindowLane, { most }: Least): readonly Step[] {
  const { step, view } = context;
  const { column } = lane;
  const [places, ranked] = [step(`places_${column}`), step(`ranked_${column}`)];
  const found = step(`best_${column}`);
  const ties = tiesOf(context);
  const ordered = context.view.lag.kind !== "variable";
  return [
    placesStep(context, column, lane.windowId),
    {
      name: ranked,
      comment: `${view.name}: rows that some cut sees, numbered in their order`,
      body: `SELECT row_number() OVER () AS __rank, __key_id, __in, __out, __value
FROM (
  SELECT * FROM (
    SELECT __key_id, __et, __at, ${ties.map((tie) => `${tie}, `).join("")}__in, ${leavesAt(context, lane.windowId)} AS __out,
      ${lane.lane.id}.v AS __value
    FROM ${step("hot_rows")} WHERE ${lane.lane.id} IS NOT NULL
  ) WHERE __out IS NOT NULL ORDER BY __key_id, __et, __at, ${ties.map((tie) => `${tie} NULLS FIRST, `).join("")}__value
)`,
    },
    ...(ordered ? [firstOfRanks(context, lane, most)] : firstByRuns(context, lane, most)),
    {
      name: step(`found_${column}`),
      comment: `${view.name}: the rows of those ranks`,
      body: `SELECT q.__probe_id, ${numberedList("__rank", "r.__value")} AS ${column}
FROM (SELECT __probe_id, unnest(${column}) AS __rank FROM ${found}) q JOIN ${ranked} r USING (__rank)
GROUP BY q.__probe_id`,
      frees: [found, ranked, places],
    },
  ];
}

/** Rows enter and leave in their order: those that have entered and not left are ranks in a row. */
function firstOfRanks({ step, view }: ViewContext, { column }: WindowLane, most: number): Step {
  const count = (sign: number): string =>
    `count(*) FILTER (__sign = ${sign}) OVER (ROWS UNBOUNDED PRECEDING)`;
  return {
    name: step(`best_${column}`),
    comment: `${view.name}: the first ranks of each probe`,
    body: `SELECT __probe_id, range(__left + 1, least(__entered, __left + ${most}) + 1) AS ${column}
FROM (
  SELECT __probe_id, ${count(1)} AS __entered, ${count(-1)} AS __left
  FROM (
    SELECT * FROM (
      SELECT __key_id, unnest([__in, __out]) AS __t, unnest([1, -1])::TINYINT AS __sign, NULL::UINTEGER AS __probe_id
      FROM ${step(`ranked_${column}`)}
      UNION ALL
      SELECT __key_id, __end, NULL, __probe_id FROM ${step(`places_${column}`)}
    ) ORDER BY __key_id, __t, __probe_id NULLS FIRST
  )
) WHERE __probe_id IS NOT NULL AND __entered > __left`,
  };
}

/** Rows enter in any order: each counts over a run of probes. */
function firstByRuns(context: ViewContext, { column }: WindowLane, most: number): readonly Step[] {
  const { step, view } = context;
  const [places, entered, runs] = [
    step(`places_${column}`),
    step(`entered_${column}`),
    step(`runs_${column}`),
  ];
  const ranked = step(`ranked_${column}`);
  return [
    {
      name: entered,
      comment: `${view.name}: the first probe that sees each row`,
      body: withPlace(`SELECT * FROM ${ranked}`, places, {
        name: "__low",
        time: "__in",
        columns: ["__rank", "__key_id", "__out"],
      }),
    },
    {
      name: runs,
      comment: `${view.name}: and the first that no longer does`,
      body: `SELECT __rank AS __value, __low, __high FROM (
  ${withPlace(`SELECT * FROM ${entered}`, places, { name: "__high", time: "__out", columns: ["__rank", "__low"] })}
) WHERE __low < __high`,
      frees: [entered],
    },
    ...bestOfRuns(context, { column, runs, places, most }),
  ];
}
