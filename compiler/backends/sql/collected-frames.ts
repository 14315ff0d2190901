// Values at places of a window's sorted values, of hot entities where rows enter in the order of their event times.
import type { Kept } from "../../library/define.ts";
import { rawSql } from "../../library/sql.ts";
import type { WindowLane } from "./lanes.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";
import { atFrames, framesStep, overFrame, type WindowFrames } from "./window-frames.ts";

type Places = Extract<Kept, { readonly kind: "places" }>["places"];

/** The engine keeps a tree of a key's places, sorted by value, and counts down it to the n-th of a frame. */
export function foundInFrames(context: ViewContext, lane: WindowLane, places: Places): readonly Step[] {
  const { step, view } = context;
  const { windowId, column } = lane;
  const frames: WindowFrames = {
    name: `frames_${column}`,
    windowIds: [windowId],
    rows: `SELECT __key_id, __et AS __t, ${lane.lane.id} AS __value FROM ${step("hot_rows")} WHERE ${lane.lane.id} IS NOT NULL`,
    counted: true,
  };
  const values = places(rawSql(`rows_${windowId}`)).map(
    ({ text }) =>
      `nth_value(__value, ${text} + 1 ORDER BY __value NULLS LAST) ${overFrame(context, windowId)}`,
  );
  return [
    framesStep(context, frames),
    {
      name: step(`found_${column}`),
      comment: `${view.name}: the values at the places, in the order that they were asked for`,
      body: atFrames(
        context,
        frames,
        ["__value"],
        [`CASE WHEN rows_${windowId} > 0 THEN [${values.join(", ")}] END AS ${column}`],
      ),
      frees: [step(frames.name)],
    },
  ];
}
