// `count(x)`: how many values are not null.
import type { AggregationDefinition } from "../define.ts";
import { INT64 } from "../kinds.ts";
import { only } from "../operands.ts";
import { countLane } from "./count-lane.ts";

export const count: AggregationDefinition<number> = {
  name: "count",
  summary: "Number of values that are not null.",
  algebra: "invertible",
  arity: 1,
  parameters: [],
  window: "required",
  infer: ({ inputs }) => (inputs.length === 0 ? { problem: "needs a value to count." } : { type: INT64 }),
  lanes: ({ inputs }) => [countLane(inputs)],
  finalize: (lanes) => only(lanes, 0),
  whenEmpty: 0,
  reference: {
    empty: () => 0,
    update: (state) => state + 1,
    merge: (left, right) => left + right,
    finalize: (state) => state,
  },
};
