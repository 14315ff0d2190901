// `sum(x)`: exact, so that the order and the grouping of rows leave no trace.
import type { AggregationDefinition } from "../define.ts";
import { decimalType, FLOAT64, INT64 } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import {
  addExact,
  EXACT_LANES,
  type ExactSum,
  exactSumOf,
  exactToDouble,
  finalizeExact,
  NOTHING,
} from "./exact-sum.ts";
import { integerLane, isWhole } from "./integer-sum.ts";
import { infersNumber } from "./numbers-only.ts";

/** What both faces say where whole numbers add up to more than a JavaScript number holds. */
export const SUM_TOO_LARGE =
  "sum: a sum of int64 or of decimal units went beyond 2^53 - 1 and cannot be a JavaScript number. Make the input a float64, for example sum(x * 1.0) or sum(toFloat64(x)).";

type State = { readonly kind: "int64"; readonly total: bigint } | ({ readonly kind: "float64" } & ExactSum);

export const sum: AggregationDefinition<State> = {
  name: "sum",
  summary: "Sum of the values that are not null; 0 where there are none.",
  algebra: "invertible",
  arity: 1,
  parameters: [],
  window: "required",
  infer: infersNumber(({ kind, scale = 0 }) => {
    if (kind === "decimal") return decimalType(scale);
    return kind === "int64" ? INT64 : FLOAT64;
  }),
  lanes: (shape) => (isWhole(shape) ? [integerLane(shape)] : EXACT_LANES),
  finalize: (lanes, shape, scope) => {
    if (!isWhole(shape)) return finalizeExact(lanes, scope);
    const total = scope.bind(only(lanes, 0));
    const safe = sql`${total} BETWEEN -9007199254740991 AND 9007199254740991`;
    return sql`(CASE WHEN ${safe} THEN ${total}::BIGINT ELSE error('${SUM_TOO_LARGE}') END)`;
  },
  whenEmpty: 0,
  reference: {
    empty: (shape) => (isWhole(shape) ? { kind: "int64", total: 0n } : { kind: "float64", ...NOTHING }),
    update: (state, [value = null]) => {
      if (state.kind === "int64") return { kind: "int64", total: state.total + BigInt(Number(value)) };
      return { kind: "float64", ...addExact(state, exactSumOf(Number(value))) };
    },
    merge: (left, right) => {
      if (left.kind === "int64" && right.kind === "int64") {
        return { kind: "int64", total: left.total + right.total };
      }
      if (left.kind === "float64" && right.kind === "float64") {
        return { kind: "float64", ...addExact(left, right) };
      }
      throw new Error("sum: states of int64 and of float64 do not merge.");
    },
    finalize: (state) => {
      if (state.kind === "float64") return exactToDouble(state);
      const total = Number(state.total);
      if (!Number.isSafeInteger(total)) throw new Error(SUM_TOO_LARGE);
      return total;
    },
  },
};
