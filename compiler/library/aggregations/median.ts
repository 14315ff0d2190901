// `median(x)`: exact, the mean of the two middle values as a double.
import type { Value } from "../../ir/value-type.ts";
import type { AggregateShape, AggregationDefinition } from "../define.ts";
import { sqlDouble } from "../literals.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { infersOrdered, placesLane, sortedValues } from "./order-statistic.ts";
import { unsigned } from "./scalars-only.ts";

interface State {
  readonly unit: number;
  readonly values: readonly Value[];
}

/** The fractions of the lower and of the upper middle: the second is the next place where the count is even. */
const MIDDLES = [0.5, 0.5 + 2 ** -40];

export const median: AggregationDefinition<State> = {
  name: "median",
  summary: "The middle value, or half of each of the two middle ones; null where there are none.",
  algebra: "collected",
  arity: 1,
  parameters: [],
  window: "required",
  infer: infersOrdered(() => ({ kind: "float64", nullable: true }), ["int64", "float64", "decimal"]),
  lanes: (shape) => [placesLane(shape, MIDDLES)],
  finalize: (lanes, shape, scope) => {
    const lower = scope.bind(sql`${only(lanes, 0)}[1]`);
    const upper = scope.bind(sql`${only(lanes, 0)}[2]`);
    const halves = sql`(${lower}::DOUBLE * 0.5e0 + ${upper}::DOUBLE * 0.5e0)`;
    const middle = sql`(CASE WHEN ${lower} = ${upper} THEN ${lower}::DOUBLE ELSE ${halves} END)`;
    const unit = unitOf(shape);
    return unit === 1 ? middle : sql`(${middle} / ${sqlDouble(unit)})`;
  },
  whenEmpty: null,
  reference: {
    empty: (shape) => ({ unit: unitOf(shape), values: [] }),
    update: ({ unit, values }, [value = null]) => ({ unit, values: [...values, unsigned(value)] }),
    merge: (left, right) => ({ unit: left.unit, values: [...left.values, ...right.values] }),
    finalize: ({ unit, values }) => {
      if (values.length === 0) return null;
      const sorted = sortedValues(values);
      const lower = Number(sorted[Math.floor((values.length - 1) / 2)]);
      const upper = Number(sorted[Math.floor(values.length / 2)]);
      return (lower === upper ? lower : lower * 0.5 + upper * 0.5) / unit;
    },
  },
};

/** A decimal's units to one. */
function unitOf({ inputs }: AggregateShape): number {
  return 10 ** (only(inputs, 0).scale ?? 0);
}
