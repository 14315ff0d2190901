// `variance(x)`, `stddev(x)` and their population forms: from exact moments.
import type { AggregateShape, AggregationDefinition } from "../define.ts";
import { sqlDouble } from "../literals.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import {
  addMoments,
  deviationOf,
  finalizeMoments,
  type Moments,
  momentLanes,
  momentsOf,
  noMoments,
} from "./moments.ts";
import { infersNumber } from "./numbers-only.ts";

/** How the four differ. */
export interface SpreadRule {
  readonly name: "variance" | "stddev" | "variancePopulation" | "stddevPopulation";
  readonly summary: string;
  readonly root: boolean;
  /** The divisor is the count less this: 1 for a sample. */
  readonly less: 0 | 1;
}

interface State {
  readonly moments: Moments;
  /** What a square of the values' quanta is divided by: 1, but for decimals. */
  readonly unit: number;
}

export function spread({ name, summary, root, less }: SpreadRule): AggregationDefinition<State> {
  return {
    name,
    summary,
    algebra: "invertible",
    arity: 1,
    parameters: [],
    window: "required",
    infer: infersNumber(() => ({ kind: "float64", nullable: true })),
    lanes: momentLanes,
    finalize: (lanes, shape, scope) => {
      const { squares, count } = finalizeMoments(lanes, shape, scope);
      const unit = unitOf(shape);
      const scaled = unit === 1 ? squares : sql`(${squares} / ${sqlDouble(unit)})`;
      const variance = scope.bind(sql`(${scaled} / greatest(${count} - ${String(less)}e0, 1e0))`);
      return sql`(CASE WHEN ${count} > ${String(less)}e0 THEN ${root ? sql`sqrt(${variance})` : variance} END)`;
    },
    whenEmpty: null,
    reference: {
      empty: (shape) => ({ moments: noMoments(shape), unit: unitOf(shape) }),
      update: ({ moments, unit }, [value = null]) => ({
        moments: addMoments(moments, momentsOf(Number(value), moments)),
        unit,
      }),
      merge: (left, right) => ({ moments: addMoments(left.moments, right.moments), unit: left.unit }),
      finalize: ({ moments, unit }) => {
        const { squares, count } = deviationOf(moments);
        if (count <= less) return null;
        const variance = squares / unit / (count - less);
        return root ? Math.sqrt(variance) : variance;
      },
    },
  };
}

/** Squares of a decimal's units to one. */
function unitOf({ inputs }: AggregateShape): number {
  return 10 ** (2 * (only(inputs, 0).scale ?? 0));
}
