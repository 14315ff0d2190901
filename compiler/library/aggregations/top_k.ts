// `topK(x, k)`: the most frequent values, most frequent first.
import type { AggregationDefinition } from "../define.ts";
import { listType } from "../kinds.ts";
import { sqlType } from "../literals.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { addFrequencies, type Frequencies, frequencyLane, inFrequency, mostFrequent } from "./frequencies.ts";
import { firstNumber, itemCount } from "./parameters.ts";
import { infersScalar, unsigned } from "./scalars-only.ts";

interface State {
  readonly most: number;
  readonly frequencies: Frequencies;
}

export const top_k: AggregationDefinition<State> = {
  name: "topK",
  summary: "The k most frequent values, most frequent first, of equally frequent ones the least first.",
  algebra: "collected",
  arity: 1,
  parameters: [itemCount("k")],
  window: "required",
  infer: infersScalar("to tell apart", (input) => listType({ ...input, nullable: false })),
  lanes: (shape) => [frequencyLane(shape, firstNumber(shape.parameters))],
  finalize: (lanes, shape) => {
    const values = mostFrequent(only(lanes, 0), shape, firstNumber(shape.parameters));
    return sql`coalesce(${values}, []::${sqlType(only(shape.inputs, 0))}[])`;
  },
  whenEmpty: [],
  reference: {
    empty: ({ parameters }) => ({ most: firstNumber(parameters), frequencies: new Map() }),
    update: ({ most, frequencies }, [value = null]) => ({
      most,
      frequencies: addFrequencies(frequencies, new Map([[unsigned(value), 1]])),
    }),
    merge: (left, right) => ({
      most: left.most,
      frequencies: addFrequencies(left.frequencies, right.frequencies),
    }),
    finalize: ({ most, frequencies }) => inFrequency(frequencies, most),
  },
};
