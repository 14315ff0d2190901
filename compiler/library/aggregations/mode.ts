// `mode(x)`: the most frequent value.
import type { AggregationDefinition } from "../define.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { addFrequencies, type Frequencies, frequencyLane, inFrequency, mostFrequent } from "./frequencies.ts";
import { infersScalar, unsigned } from "./scalars-only.ts";

export const mode: AggregationDefinition<Frequencies> = {
  name: "mode",
  summary: "The most frequent value, of several the least; null where there are none.",
  algebra: "collected",
  arity: 1,
  parameters: [],
  window: "required",
  infer: infersScalar("to tell apart", (input) => ({ ...input, nullable: true })),
  lanes: (shape) => [frequencyLane(shape, 1)],
  finalize: (lanes, shape) => sql`${mostFrequent(only(lanes, 0), shape, 1)}[1]`,
  whenEmpty: null,
  reference: {
    empty: () => new Map(),
    update: (state, [value = null]) => addFrequencies(state, new Map([[unsigned(value), 1]])),
    merge: addFrequencies,
    finalize: (state) => inFrequency(state, 1)[0] ?? null,
  },
};
