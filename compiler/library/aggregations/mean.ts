// `mean(x)`: the exact sum as a double, divided by the count.
import type { AggregateShape, AggregationDefinition } from "../define.ts";
import { sqlDouble } from "../literals.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { countLane } from "./count-lane.ts";
import {
  addExact,
  EXACT_LANES,
  type ExactSum,
  exactSumOf,
  exactToDouble,
  finalizeExact,
  hugeToDouble,
  NOTHING,
} from "./exact-sum.ts";
import { integerLane, isWhole } from "./integer-sum.ts";
import { infersNumber } from "./numbers-only.ts";

interface State extends ExactSum {
  /** Whether `quanta` counts ones (int64) or quanta. */
  readonly isWhole: boolean;
  readonly count: number;
  /** A decimal's units to one, 1 for other numbers. */
  readonly unit: number;
}

function unitOf({ inputs }: AggregateShape): number {
  return 10 ** (only(inputs, 0).scale ?? 0);
}

export const mean: AggregationDefinition<State> = {
  name: "mean",
  summary: "Mean of the values that are not null; null where there are none.",
  algebra: "invertible",
  arity: 1,
  parameters: [],
  window: "required",
  infer: infersNumber(() => ({ kind: "float64", nullable: true })),
  lanes: (shape) => [...(isWhole(shape) ? [integerLane(shape)] : EXACT_LANES), countLane(shape.inputs)],
  finalize: (lanes, shape, scope) => {
    const whole = isWhole(shape);
    const total = whole ? hugeToDouble(only(lanes, 0), scope) : finalizeExact(lanes, scope);
    const count = scope.bind(only(lanes, lanes.length - 1));
    const unit = unitOf(shape);
    const units = unit === 1 ? sql`${count}::DOUBLE` : sql`(${count}::DOUBLE * ${sqlDouble(unit)})`;
    return sql`(CASE WHEN ${count} > 0 THEN ${total} / ${units} END)`;
  },
  whenEmpty: null,
  reference: {
    empty: (shape) => ({ ...NOTHING, isWhole: isWhole(shape), count: 0, unit: unitOf(shape) }),
    update: (state, [value = null]) => {
      const added = state.isWhole ? { quanta: BigInt(Number(value)), special: 0 } : exactSumOf(Number(value));
      return { ...state, ...addExact(state, added), count: state.count + 1 };
    },
    merge: (left, right) => ({ ...left, ...addExact(left, right), count: left.count + right.count }),
    finalize: (state) => {
      if (state.count === 0) return null;
      return (state.isWhole ? Number(state.quanta) : exactToDouble(state)) / (state.count * state.unit);
    },
  },
};
