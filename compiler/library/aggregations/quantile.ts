// `quantile(x, q)`: exact, always one of the values.
import type { Value } from "../../ir/value-type.ts";
import type { AggregationDefinition } from "../define.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { infersOrdered, placeOf, placesLane, sortedValues } from "./order-statistic.ts";
import { FRACTION, firstNumber } from "./parameters.ts";
import { unsigned } from "./scalars-only.ts";

interface State {
  readonly fraction: number;
  readonly values: readonly Value[];
}

export const quantile: AggregationDefinition<State> = {
  name: "quantile",
  summary: "The least value that at least the fraction q of all values do not exceed; NaN is the greatest.",
  algebra: "collected",
  arity: 1,
  parameters: [FRACTION],
  window: "required",
  infer: infersOrdered((input) => ({ ...input, nullable: true })),
  lanes: (shape) => [placesLane(shape, [firstNumber(shape.parameters)])],
  finalize: (lanes) => sql`${only(lanes, 0)}[1]`,
  whenEmpty: null,
  reference: {
    empty: ({ parameters }) => ({ fraction: firstNumber(parameters), values: [] }),
    update: ({ fraction, values }, [value = null]) => ({ fraction, values: [...values, unsigned(value)] }),
    merge: (left, right) => ({ fraction: left.fraction, values: [...left.values, ...right.values] }),
    finalize: ({ fraction, values }) => sortedValues(values)[placeOf(values.length, fraction)] ?? null,
  },
};
