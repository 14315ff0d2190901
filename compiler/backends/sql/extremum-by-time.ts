// Minima and maxima of hot entities where rows enter in the order of their event times: the engine keeps a tree of bests over a key's places.
import { laneRows } from "./merged-lanes.ts";
import type { Hot } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";
import { atFrames, framesStep, overFrame, type WindowFrames } from "./window-frames.ts";

/** Frames given as times would have it search for their ends in each row. */
export function extremesByTime(context: ViewContext): Hot {
  const { step, view } = context;
  const lanes = context.lanesOf("extremum");
  const columns = laneRows(context, "extremum");
  const frames: WindowFrames = {
    name: "frames",
    windowIds: [...new Set(lanes.map(({ windowId }) => windowId))],
    rows: `SELECT __key_id, __et AS __t, ${columns.join(", ")} FROM ${step("hot_rows")}`,
    counted: false,
    asks: 1,
  };
  const bests = lanes.map(
    ({ lane, windowId, column }) => `${lane.merged(lane.id)} ${overFrame(context, windowId)} AS ${column}`,
  );
  return {
    steps: [
      framesStep(context, frames),
      {
        name: step("bests"),
        comment: `${view.name}: the best of each window`,
        body: atFrames(context, frames, columns, bests),
        frees: [step("frames")],
      },
    ],
    joins: [`LEFT JOIN ${step("bests")} b ON p.__probe_id = b.__probe_id`],
    reads: lanes.map(({ column }) => `b.${column}`),
  };
}
