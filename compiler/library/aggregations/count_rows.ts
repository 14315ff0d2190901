// `count()`: how many rows there are.
import type { AggregationDefinition } from "../define.ts";
import { INT64 } from "../kinds.ts";
import { only } from "../operands.ts";
import { countLane } from "./count-lane.ts";

export const count_rows: AggregationDefinition<number> = {
  name: "count",
  summary: "Number of rows.",
  algebra: "invertible",
  arity: 0,
  parameters: [],
  window: "required",
  infer: ({ inputs }) => (inputs.length === 0 ? { type: INT64 } : null),
  lanes: () => [countLane([])],
  finalize: (lanes) => only(lanes, 0),
  whenEmpty: 0,
  reference: {
    empty: () => 0,
    update: (state) => state + 1,
    merge: (left, right) => left + right,
    finalize: (state) => state,
  },
};
