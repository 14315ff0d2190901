// Sums of hot entities where rows enter in the order of their event times: one running total, read at both ends.
import { greatestCommonDivisor, lastEventTime } from "./cuts.ts";
import { groupedTotals, type RowTotals, rowsBy } from "./running-totals.ts";
import type { Hot } from "./strategy.ts";
import { type TotalRead, totalsOfProbes } from "./totals-of-probes.ts";
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

/** What is visible at a window's end are the rows up to an event time, as is what its tail leaves behind. */
export function sumsByTime(context: ViewContext): Hot {
  const lanes = context.lanesOf("prefix");
  const sums = totalsOfProbes(context, {
    name: "sums",
    comment: "totals over rows by event time, at both ends of each window",
    ...totalled(context),
    reads: lanes.map(({ lane, windowId, column }) => ({
      column,
      total: lane.id,
      ...boundsOf(context, windowId),
    })),
  });
  return {
    steps: [sums],
    joins: [`LEFT JOIN ${sums.name} s ON p.__probe_id = s.__probe_id`],
    reads: lanes.map(({ column }) => `s.${column}`),
  };
}

/** The last event times that a window's total includes and leaves out; one total runs over all entities. */
function boundsOf(context: ViewContext, windowId: string): Pick<TotalRead, "upTo" | "less"> {
  const { length } = context.windowOf(windowId);
  return {
    upTo: lastEventTime(context, context.end(windowId, "__cut")),
    less: length === null ? BEFORE_ALL_TIME : `(${context.tail(windowId, "__cut")} - 1)`,
  };
}

/** The rows, or where all ends and tails are on one grid, their sums by event time rounded down to it: they tell no less. */
function totalled(context: ViewContext): RowTotals {
  const { view, dialect } = context;
  if (view.refresh === null || view.asOf === "inclusive") return rowsBy(context, "__et");
  const lag = view.lag.kind === "constant" ? view.lag.us : 0;
  const steps = view.windows.flatMap(({ length, hop, before }) =>
    length === null ? [before] : [before, hop],
  );
  const grid = [lag, ...steps].reduce(greatestCommonDivisor, view.refresh.every);
  return groupedTotals(context, dialect.floorTo("__et", String(grid)));
}
