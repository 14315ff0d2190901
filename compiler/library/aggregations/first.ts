// `first(x)`: the value of the earliest row.
import type { Value } from "../../ir/value-type.ts";
import type { AggregationDefinition } from "../define.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { ofCounted } from "./counted.ts";
import { infersScalar, unsigned } from "./scalars-only.ts";
import { stored } from "./stored.ts";
import { compareOrders, orderFields, struct } from "./total-order.ts";

interface Place {
  readonly order: readonly Value[];
  readonly value: Value;
}

function earlier(left: Place | null, right: Place | null): Place | null {
  if (left === null || right === null) return left ?? right;
  return compareOrders(left.order, right.order) <= 0 ? left : right;
}

export const first: AggregationDefinition<Place | null> = {
  name: "first",
  summary: "The earliest value that is not null, by event time; null where there is none.",
  algebra: "idempotent",
  arity: 1,
  parameters: [],
  window: "optional",
  infer: infersScalar("to keep", (input) => ({ ...input, nullable: true })),
  lanes: ({ inputs }) => [
    {
      name: "first",
      type: "STRUCT",
      contribution: ofCounted(inputs, (row) =>
        struct(orderFields(row), stored(only(row.inputs, 0), only(inputs, 0))),
      ),
      merge: "min",
      comparedFirst: [],
    },
  ],
  finalize: (lanes) => sql`struct_extract(${only(lanes, 0)}, 'v')`,
  whenEmpty: null,
  reference: {
    empty: () => null,
    update: (state, [value = null], order) =>
      earlier(state, { order: [...order, unsigned(value)], value: unsigned(value) }),
    merge: earlier,
    finalize: (state) => state?.value ?? null,
  },
};
