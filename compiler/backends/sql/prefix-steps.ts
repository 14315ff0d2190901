// Sums, counts and all that is made of them: partial states that add and subtract.
import { groupedLanes, laneColumns, laneRows, laneValues } from "./merged-lanes.ts";
import { sumsByCut } from "./prefix-by-cut.ts";
import { sumsByEntry } from "./prefix-by-entry.ts";
import { sumsByTime } from "./prefix-by-time.ts";
import type { Hot, SqlStrategy } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

export const prefix: SqlStrategy = {
  hotFactor: ({ view }) => (view.lag.kind === "variable" ? 16 : 4),
  rowColumns: (context) => laneRows(context, "prefix"),
  columns: (context) => laneColumns(context, "prefix"),
  grouped: (context, frame) => groupedLanes(context, "prefix", frame),
  hot,
  values: (context, stages) => laneValues(context, "prefix", stages),
};

function hot(context: ViewContext): Hot {
  const { lag, refresh } = context.view;
  if (lag.kind !== "variable") return sumsByTime(context);
  return refresh === null ? sumsByEntry(context) : sumsByCut(context);
}
