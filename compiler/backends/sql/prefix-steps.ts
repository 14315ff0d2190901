// Sums, counts and all that is made of them: partial states that add and subtract.
import { groupedLanes, laneColumns, laneRows, laneValues } from "./merged-lanes.ts";
import { sumsByEntry } from "./prefix-by-entry.ts";
import { sumsByTime } from "./prefix-by-time.ts";
import type { SqlStrategy } from "./strategy.ts";

export const prefix: SqlStrategy = {
  hotFactor: ({ view }) => (view.lag.kind === "variable" ? 16 : 4),
  rowColumns: (context) => laneRows(context, "prefix"),
  columns: (context) => laneColumns(context, "prefix"),
  grouped: (context, frame) => groupedLanes(context, "prefix", frame),
  hot: (context) => (context.view.lag.kind === "variable" ? sumsByEntry(context) : sumsByTime(context)),
  values: (context, stages) => laneValues(context, "prefix", stages),
};
