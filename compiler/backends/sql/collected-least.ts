// The first rows of a window, of hot entities.
import type { Kept } from "../../library/define.ts";
import type { WindowLane } from "./lanes.ts";
import { numberedList } from "./numbered-list.ts";
import { hotProbes } from "./probe-steps.ts";
import { bestRanks } from "./ranks-by-runs.ts";
import { tiesOf } from "./source-rows.ts";
import { rowsOfLane } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

type Least = Extract<Kept, { readonly kind: "least" }>;

/** Ranks rise with the total order, and are what is looked for: the rows' values are joined to the few that are found. */
export function foundFirst(context: ViewContext, lane: WindowLane, { most }: Least): readonly Step[] {
  const { step, view } = context;
  const { column, windowId } = lane;
  const [ranked, best] = [step(`ranked_${column}`), step(`best_${column}`)];
  const ties = tiesOf(context);
  const columns = ["__key_id", "__et", "__at", ...ties, `${lane.lane.id}.v AS __value`];
  const order = ["__key_id", "__et", "__at", ...ties.map((tie) => `${tie} NULLS FIRST`), "__value"];
  const rows = `SELECT * FROM ${ranked}`;
  return [
    {
      name: ranked,
      comment: `${view.name}: rows that some cut sees, numbered in their order`,
      body: `SELECT row_number() OVER () AS __rank, __key_id, __in, __out, __value
FROM (${rowsOfLane(context, lane, columns)} ORDER BY ${order.join(", ")})`,
    },
    ...(view.lag.kind === "variable"
      ? bestRanks(context, { name: column, windowId, rows, value: "__rank", most })
      : [firstOfRanks(context, lane, most)]),
    {
      name: step(`found_${column}`),
      comment: `${view.name}: the rows of those ranks`,
      body: `SELECT q.__probe_id, ${numberedList("__rank", "r.__value")} AS ${column}
FROM (SELECT __probe_id, unnest(${column}) AS __rank FROM ${best}) q JOIN ${ranked} r USING (__rank)
GROUP BY q.__probe_id`,
      frees: [best, ranked],
    },
  ];
}

/** Rows enter and leave in their order: those that have entered and not left are ranks in a row. */
function firstOfRanks(context: ViewContext, { column, windowId }: WindowLane, most: number): Step {
  const { step, view } = context;
  const count = (sign: number): string =>
    `count(*) FILTER (__sign = ${sign}) OVER (ROWS UNBOUNDED PRECEDING)`;
  const probes = ["__key_id", context.end(windowId, "__cut"), "NULL", "__probe_id"];
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
      ${hotProbes(context, probes)}
    ) ORDER BY __key_id, __t, __probe_id NULLS FIRST
  )
) WHERE __probe_id IS NOT NULL AND __entered > __left`,
  };
}
