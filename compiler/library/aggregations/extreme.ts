// `min(x)` and `max(x)`: of one kind, by the order of values; NaN wins over all numbers, and 0 has no sign.
import type { Value, ValueType } from "../../ir/value-type.ts";
import type { AggregationDefinition, Lane } from "../define.ts";
import { sqlType } from "../literals.ts";
import { only } from "../operands.ts";
import { compareValues } from "../order.ts";
import { sql } from "../sql.ts";
import { infersScalar } from "./scalars-only.ts";

export function extreme(name: "min" | "max", summary: string): AggregationDefinition<Value> {
  const choose = (left: Value, right: Value): Value => {
    if (left === null || right === null) return left ?? right;
    if (typeof left === "number" && typeof right === "number") return Math[name](left, right) + 0;
    return compareValues(left, right) < 0 === (name === "min") ? left : right;
  };
  return {
    name,
    summary,
    algebra: "idempotent",
    arity: 1,
    parameters: [],
    window: "required",
    infer: infersScalar("to compare", (input) => ({ ...input, nullable: true })),
    lanes: ({ inputs: [input] }) => (input === undefined ? [] : [lane(name, input)]),
    finalize: (lanes, { inputs: [input] }) => {
      const value = only(lanes, 0);
      return name === "min" && input?.kind === "float64" ? sql`(0e0 - ${value})` : value;
    },
    whenEmpty: null,
    reference: {
      empty: () => null,
      // Alone, -0 becomes 0 as well.
      update: (state, [value = null]) => choose(state, typeof value === "number" ? value + 0 : value),
      merge: choose,
      finalize: (state) => state,
    },
  };
}

/** SQL orders NaN above all numbers: max keeps it by itself, and min is the max of the negatives. */
function lane(name: "min" | "max", input: ValueType): Lane {
  const type = sqlType(input);
  if (input.kind !== "float64")
    return { name, type, contribution: (row) => only(row.inputs, 0), merge: name };
  const contribution: Lane["contribution"] =
    name === "min"
      ? (row) => sql`(0e0 - ${only(row.inputs, 0)})`
      : (row) => sql`(${only(row.inputs, 0)} + 0e0)`;
  return { name, type, contribution, merge: "max" };
}
