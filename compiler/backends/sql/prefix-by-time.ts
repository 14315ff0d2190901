// Sums of hot entities where rows enter in the order of their event times: one running total, read at both ends.
import { greatestCommonDivisor, lastEventTime } from "./cuts.ts";
import { groupedTotals, sumColumns } from "./running-totals.ts";
import type { Hot } from "./strategy.ts";
import { totalsAtBounds } from "./totals-at-bounds.ts";
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

/** What is visible at a window's end are the rows up to an event time, as is what its tail leaves behind. */
export function sumsByTime(context: ViewContext): Hot {
  const { step } = context;
  const lanes = context.lanesOf("prefix");
  const bounds = new Map(lanes.map(({ windowId }) => [windowId, boundsOf(context, windowId)]));
  const times = [...new Set([...bounds.values()].flat())];
  const at = (lane: string, bound: string): string =>
    `sum(${lane}) FILTER (__bound = ${times.indexOf(bound)})`;
  const sums = lanes.map(({ lane, windowId, column }) => {
    const ends = (bounds.get(windowId) ?? []).map((bound) => at(lane.id, bound));
    return `${ends.join(" - ")} AS ${column}`;
  });
  const totals = sumColumns(context).map(({ name, type }) => ({ name, type, ofRow: name, ofBound: "0" }));
  return {
    steps: [
      {
        name: step("sums"),
        comment: `${context.view.name}: totals over rows by event time, at both ends of each window`,
        body: `SELECT __probe_id, ${sums.join(", ")}
FROM (
${totalsAtBounds(context, totals, times, totalled(context))}
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

/** The rows, or where all ends and tails are on one grid, their sums by event time rounded down to it: they tell no less. */
function totalled(context: ViewContext): string {
  const { view, dialect } = context;
  if (view.refresh === null || view.asOf === "inclusive") {
    const lanes = sumColumns(context).map(({ name }) => name);
    return `SELECT __key_id, __et AS __t, ${lanes.join(", ")} FROM ${context.step("hot_rows")}`;
  }
  const lag = view.lag.kind === "constant" ? view.lag.us : 0;
  const steps = view.windows.flatMap(({ length, hop, before }) =>
    length === null ? [before] : [before, hop],
  );
  const grid = [lag, ...steps].reduce(greatestCommonDivisor, view.refresh.every);
  return groupedTotals(context, dialect.floorTo("__et", String(grid)));
}
