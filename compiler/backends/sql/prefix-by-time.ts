// Sums of hot entities where rows enter in the order of their event times: one running total, looked up at both ends.
import { greatestCommonDivisor, lastEventTime } from "./cuts.ts";
import { groupedTotals, runningTotals, sumColumns } from "./running-totals.ts";
import type { Hot } from "./strategy.ts";
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

/** What is visible at a window's end are the rows up to an event time, as is what its tail leaves behind. */
export function sumsByTime(context: ViewContext): Hot {
  const { step } = context;
  const lanes = context.lanesOf("prefix");
  const columns = sumColumns(context);
  const bounds = new Map(lanes.map(({ windowId }) => [windowId, boundsOf(context, windowId)]));
  const times = [...new Set([...bounds.values()].flat())];
  const at = (lane: string, bound: string): string =>
    `sum(${lane}) FILTER (__bound = ${times.indexOf(bound)})`;
  const sums = lanes.map(({ lane, windowId, column }) => {
    const ends = (bounds.get(windowId) ?? []).map((bound) => at(lane.id, bound));
    return `${ends.join(" - ")} AS ${column}`;
  });
  return {
    steps: [
      {
        name: step("totals"),
        comment: `${context.view.name}: totals over rows by event time`,
        body: runningTotals(context, columns, groupedTotals(context, timeOfRow(context))),
      },
      {
        name: step("sums"),
        comment: `${context.view.name}: the totals at both ends of each window`,
        body: `SELECT __probe_id, ${sums.join(", ")}
FROM (
  SELECT p.__probe_id, p.__bound, ${columns.map(({ name }) => `s.${name}`).join(", ")}
  FROM (
    SELECT __probe_id, __key_id, unnest([${times.map((_, index) => index).join(", ")}]) AS __bound, unnest([${times.join(", ")}]) AS __until
    FROM ${step("probes")} JOIN ${step("keys")} USING (__key_id) WHERE __hot
  ) p
  ASOF LEFT JOIN ${step("totals")} s ON p.__key_id = s.__key_id AND p.__until >= s.__t
)
GROUP BY __probe_id`,
      },
    ],
    joins: [`LEFT JOIN ${step("sums")} s ON p.__probe_id = s.__probe_id`],
    reads: lanes.map(({ column }) => `s.${column}`),
  };
}

/** The last event times that a window's total includes and leaves out; one total runs over all entities. */
function boundsOf(context: ViewContext, windowId: string): readonly [string, string] {
  const { length } = context.windowOf(windowId);
  const last = lastEventTime(context, context.end(windowId, "__cut"));
  return [last, length === null ? BEFORE_ALL_TIME : `(${context.tail(windowId, "__cut")} - 1)`];
}

/** Event times, rounded down where all ends and tails are on one grid: they tell no less then. */
function timeOfRow(context: ViewContext): string {
  const { view, dialect } = context;
  if (view.refresh === null || view.asOf === "inclusive") return "__et";
  const lag = view.lag.kind === "constant" ? view.lag.us : 0;
  const steps = view.windows.flatMap(({ length, hop, before }) =>
    length === null ? [before] : [before, hop],
  );
  const grid = [lag, ...steps].reduce(greatestCommonDivisor, view.refresh.every);
  return dialect.floorTo("__et", String(grid));
}
