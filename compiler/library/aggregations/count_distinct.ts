// `countDistinct(x)`: how many different values there are, exactly.
import type { Value } from "../../ir/value-type.ts";
import type { AggregationDefinition } from "../define.ts";
import { INT64 } from "../kinds.ts";
import { sqlType } from "../literals.ts";
import { only } from "../operands.ts";
import { infersScalar } from "./scalars-only.ts";
import { stored } from "./stored.ts";

export const count_distinct: AggregationDefinition<ReadonlySet<Value>> = {
  name: "countDistinct",
  summary: "Number of different values, exactly; -0 equals 0, and NaN equals NaN.",
  algebra: "distinct",
  arity: 1,
  parameters: [],
  window: "required",
  infer: infersScalar("to tell apart", () => INT64),
  lanes: ({ inputs }) => [
    {
      name: "distinct",
      type: sqlType(only(inputs, 0)),
      contribution: (row) => stored(only(row.inputs, 0), only(inputs, 0)),
      merge: "distinct",
    },
  ],
  finalize: (lanes) => only(lanes, 0),
  whenEmpty: 0,
  // Sets tell values apart as SQL does.
  reference: {
    empty: () => new Set(),
    update: (state, [value = null]) => new Set([...state, value]),
    merge: (left, right) => new Set([...left, ...right]),
    finalize: (state) => state.size,
  },
};
