// Values at places of a window's sorted values, of hot entities where rows enter in the order of their event times.
import type { Kept } from "../../library/define.ts";
import { rawSql } from "../../library/sql.ts";
import { listOfAsked } from "./collected-asked.ts";
import type { WindowLane } from "./lanes.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";
import { atFrames, framesStep, overFrame, type WindowFrames } from "./window-frames.ts";

type Places = Extract<Kept, { readonly kind: "places" }>["places"];

/** The engine keeps a tree of a key's places, sorted by value, and counts down it to the n-th of a frame. */
export function foundInFrames(context: ViewContext, lane: WindowLane, placesOf: Places): readonly Step[] {
  const { step, view } = context;
  const { windowId, column } = lane;
  const places = placesOf(rawSql(`rows_${windowId}`)).map(({ text }) => text);
  const frames: WindowFrames = {
    name: `frames_${column}`,
    windowIds: [windowId],
    rows: `SELECT __key_id, __et AS __t, ${lane.lane.id} AS __value FROM ${step("hot_rows")} WHERE ${lane.lane.id} IS NOT NULL`,
    counted: true,
    asks: places.length,
  };
  const nth = `CASE __ask ${places.map((place, ask) => `WHEN ${ask} THEN ${place} + 1`).join(" ")} END`;
  const values = atFrames(
    context,
    frames,
    ["__value"],
    [
      "__ask",
      `rows_${windowId} AS __rows`,
      `nth_value(__value, ${nth} ORDER BY __value NULLS LAST) ${overFrame(context, windowId)} AS __value`,
    ],
  );
  return [
    framesStep(context, frames),
    {
      name: step(`found_${column}`),
      comment: `${view.name}: the values at the places, in the order that they were asked for`,
      body: `SELECT __probe_id, ${listOfAsked(places.length)} AS ${column}
FROM (
${values}
) WHERE __rows > 0 GROUP BY __probe_id`,
      frees: [step(frames.name)],
    },
  ];
}
