// Minima and maxima of hot entities where rows enter in the order of their event times: frames between two places.
import { lastEventTime } from "./cuts.ts";
import { laneRows } from "./merged-lanes.ts";
import type { Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import { totalsAtBounds } from "./totals-at-bounds.ts";
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

/**
 * Rows and probes in one order of time: a window is a frame from so many places before its probe to so many, and the engine
 * keeps a tree of bests over a key's places. Frames given as times would have it search for their ends in each row.
 */
export function extremesByTime(context: ViewContext): Hot {
  const { step } = context;
  const lanes = context.lanesOf("extremum");
  return {
    steps: [placesStep(context), bestsStep(context)],
    joins: [`LEFT JOIN ${step("bests")} b ON p.__probe_id = b.__probe_id`],
    reads: lanes.map(({ column }) => `b.${column}`),
  };
}

function windowsOf(context: ViewContext): readonly string[] {
  return [...new Set(context.lanesOf("extremum").map(({ windowId }) => windowId))];
}

/** The last event time that is visible to a probe, which is its own place among the rows. */
function ownTime(context: ViewContext): string {
  return lastEventTime(context, "__cut");
}

/** `from_w0`, `to_w0`: how many places before its probe a window begins and ends; it is empty where that is the wrong way round. */
function placesStep(context: ViewContext): Step {
  const bounds = [ownTime(context)];
  const at = (bound: string): string => {
    if (!bounds.includes(bound)) bounds.push(bound);
    return `max(__n) FILTER (__bound = ${bounds.indexOf(bound)})`;
  };
  const places = windowsOf(context).flatMap((id) => {
    const { length, before } = context.windowOf(id);
    const tail = length === null ? BEFORE_ALL_TIME : `(${context.tail(id, "__cut")} - 1)`;
    const end = lastEventTime(context, context.end(id, "__cut"));
    return [
      `greatest(${at(ownTime(context))} - ${at(tail)} - 1, 0) AS from_${id}`,
      ...(before === 0 ? [] : [`greatest(${at(ownTime(context))} - ${at(end)}, 1) AS to_${id}`]),
    ];
  });
  const total = { name: "__n", ofRow: "1", ofBound: "(__bound = 0)::INTEGER", type: "BIGINT" };
  const rows = `SELECT __key_id, __et AS __t FROM ${context.step("hot_rows")}`;
  return {
    name: context.step("places"),
    comment: `${context.view.name}: how many rows and probes lie between each probe and the ends of its windows`,
    body: `SELECT __probe_id, any_value(__key_id) AS __key_id, any_value(__t) FILTER (__bound = 0) AS __t, ${places.join(", ")}
FROM (
${totalsAtBounds(context, [total], bounds, rows)}
)
GROUP BY __probe_id`,
  };
}

function bestsStep(context: ViewContext): Step {
  const { step } = context;
  const lanes = context.lanesOf("extremum");
  const rowLanes = laneRows(context, "extremum");
  const offsets = windowsOf(context).flatMap((id) =>
    context.windowOf(id).before === 0 ? [`from_${id}`] : [`from_${id}`, `to_${id}`],
  );
  const bests = lanes.map(({ lane, windowId, column }) => {
    const to = context.windowOf(windowId).before === 0 ? "1" : `to_${windowId}`;
    return `${lane.merged(lane.id)} OVER (same ROWS BETWEEN from_${windowId} PRECEDING AND ${to} PRECEDING) AS ${column}`;
  });
  // A row's own frames are empty: nothing is computed for it.
  const ofRow = offsets.map((offset) => `${offset.startsWith("from") ? 0 : 1}::BIGINT AS ${offset}`);
  return {
    name: step("bests"),
    comment: `${context.view.name}: the best of each window`,
    body: `SELECT * FROM (
  SELECT __probe_id, ${bests.join(", ")}
  FROM (
    SELECT __key_id, __et AS __t, NULL::UINTEGER AS __probe_id, ${[...rowLanes, ...ofRow].join(", ")} FROM ${step("hot_rows")}
    UNION ALL
    SELECT __key_id, __t, __probe_id, ${[...rowLanes.map(() => "NULL"), ...offsets].join(", ")} FROM ${step("places")}
  ) WINDOW same AS (PARTITION BY __key_id ORDER BY __t, __probe_id NULLS FIRST)
) WHERE __probe_id IS NOT NULL`,
    frees: [step("places")],
  };
}
