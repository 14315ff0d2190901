// Aggregates of all values of a window: gathered where rows are few, found without gathering where they are many.
import { foundExtremes } from "./collected-extremes.ts";
import { foundByFrequency } from "./collected-frequent.ts";
import { foundInFrames } from "./collected-frames.ts";
import { foundFirst } from "./collected-least.ts";
import { foundByPlaces } from "./collected-places.ts";
import type { WindowLane } from "./lanes.ts";
import { laneColumns, laneRows, laneValues } from "./merged-lanes.ts";
import { tiesOf } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import type { SqlStrategy } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

export const collected: SqlStrategy = {
  hotFactor,
  rowColumns: (context) => {
    const ofFirst = keptBy(context).includes("least") ? ["__at", ...tiesOf(context)] : [];
    return [...laneRows(context, "collected"), ...ofFirst];
  },
  columns: (context) => laneColumns(context, "collected"),
  grouped: (context, frame) => {
    const lanes = context.lanesOf("collected");
    return {
      aggregates: lanes.map(
        ({ lane, windowId, column }) =>
          `${lane.merged(lane.id)}${frame.filter(windowId, [`${lane.id} IS NOT NULL`])} AS ${column}`,
      ),
      // Their order is all that is asked of the first rows from here on: what they were ordered by is left behind.
      reads: lanes.map(({ lane, column }) =>
        lane.keeps?.kind === "least"
          ? `list_transform(${column}, lambda r, i: struct_pack(n := i, v := r.v)) AS ${column}`
          : column,
      ),
    };
  },
  hot: (context) => {
    const lanes = context.lanesOf("collected");
    return {
      steps: lanes.flatMap((lane) => foundSteps(context, lane)),
      joins: lanes.map(
        ({ column }) =>
          `LEFT JOIN ${context.step(`found_${column}`)} c_${column} ON p.__probe_id = c_${column}.__probe_id`,
      ),
      reads: lanes.map(({ column }) => `c_${column}.${column}`),
    };
  },
  values: (context, stages) => laneValues(context, "collected", stages),
};

function keptBy(context: ViewContext): readonly (string | undefined)[] {
  return context.lanesOf("collected").map(({ lane }) => lane.keeps?.kind);
}

/**
 * Maps of counts cost more to gather row by row than sorted values do. Lists of rows cannot be spilled: no key that can do without is
 * gathered.
 */
function hotFactor(context: ViewContext): number {
  const kept = keptBy(context);
  if (kept.includes("frequent")) return 4;
  return kept.includes("places") ? 12 : 0;
}

/** The last of them, `found_l3_w0`, has the lane's column for every probe of a hot key that sees a row. */
function foundSteps(context: ViewContext, lane: WindowLane): readonly Step[] {
  const { keeps } = lane.lane;
  if (keeps === undefined || keeps.kind === "newest") throw new Error(`${lane.column} is of the last rows`);
  if (keeps.kind === "places") {
    const found = context.view.lag.kind === "variable" ? foundByPlaces : foundInFrames;
    return found(context, lane, keeps.places);
  }
  if (keeps.kind === "extreme") return foundExtremes(context, lane, keeps);
  return keeps.kind === "least" ? foundFirst(context, lane, keeps) : foundByFrequency(context, lane, keeps);
}
