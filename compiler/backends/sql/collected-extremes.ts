// The least or the greatest values of a window, of hot entities.
import type { Kept } from "../../library/define.ts";
import type { WindowLane } from "./lanes.ts";
import { bestRanks } from "./ranks-by-runs.ts";
import { rowsOfLane } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

type Extreme = Extract<Kept, { readonly kind: "extreme" }>;

/** Values are ranked, best first, and the few best ranks of each probe are looked for: a rank is small, and a text is not. */
export function foundExtremes(
  context: ViewContext,
  lane: WindowLane,
  { most, end }: Extreme,
): readonly Step[] {
  const { step, view } = context;
  const { column, windowId } = lane;
  const [ranked, best] = [step(`ranked_${column}`), step(`best_${column}`)];
  const columns = ["__key_id", `${lane.lane.id} AS __value`];
  const direction = end === "least" ? "ASC" : "DESC";
  return [
    {
      name: ranked,
      comment: `${view.name}: values that some cut sees, the ${end} of each entity first`,
      body: `SELECT row_number() OVER () AS __rank, __key_id, __in, __out, __value
FROM (${rowsOfLane(context, lane, columns)} ORDER BY __key_id, __value ${direction})`,
    },
    ...bestRanks(context, {
      name: column,
      windowId,
      rows: `SELECT * FROM ${ranked}`,
      value: "__rank",
      most,
    }),
    {
      name: step(`found_${column}`),
      comment: `${view.name}: the values of those ranks`,
      body: `SELECT q.__probe_id, list(r.__value) AS ${column}
FROM (SELECT __probe_id, unnest(${column}) AS __rank FROM ${best}) q JOIN ${ranked} r USING (__rank)
GROUP BY q.__probe_id`,
      frees: [best, ranked],
    },
  ];
}
