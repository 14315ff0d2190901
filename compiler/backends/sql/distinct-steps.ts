// How many values are different: a value counts while one of its rows does, so that counts are running totals.
import { valuesByEntry } from "./distinct-by-entry.ts";
import { valuesByTime } from "./distinct-by-time.ts";
import { groupedLanes, laneColumns, laneRows, laneValues } from "./merged-lanes.ts";
import type { SqlStrategy } from "./strategy.ts";

export const distinct: SqlStrategy = {
  hotFactor: ({ view }) => (view.lag.kind === "variable" ? 16 : 4),
  rowColumns: (context) => laneRows(context, "distinct"),
  columns: (context) => laneColumns(context, "distinct"),
  grouped: (context, frame) => groupedLanes(context, "distinct", frame),
  hot: (context) => (context.view.lag.kind === "variable" ? valuesByEntry : valuesByTime)(context),
  values: (context, stages) => laneValues(context, "distinct", stages),
};
