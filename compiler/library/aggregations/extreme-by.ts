// `minBy(x, by)` and `maxBy(x, by)`: the value of the row that is least or greatest by another; of several, the latest row's.
import type { Value, ValueType } from "../../ir/value-type.ts";
import type { AggregationDefinition } from "../define.ts";
import { pair } from "../operands.ts";
import { compareValues } from "../order.ts";
import { type Sql, sql } from "../sql.ts";
import { ofCounted } from "./counted.ts";
import { infersScalar, unsigned } from "./scalars-only.ts";
import { stored } from "./stored.ts";
import { compareOrders, orderFields, struct } from "./total-order.ts";

interface Place {
  readonly by: Value;
  readonly order: readonly Value[];
  readonly value: Value;
}

export function extremeBy(name: "minBy" | "maxBy", summary: string): AggregationDefinition<Place | null> {
  const sign = name === "minBy" ? -1 : 1;
  const better = (left: Place | null, right: Place | null): Place | null => {
    if (left === null || right === null) return left ?? right;
    const compared = sign * compareValues(left.by, right.by) || compareOrders(left.order, right.order);
    return compared >= 0 ? left : right;
  };
  const compared = name === "minBy" ? descending : (by: Sql, type: ValueType) => [stored(by, type)];
  return {
    name,
    summary,
    algebra: "idempotent",
    arity: 2,
    parameters: [],
    window: "required",
    infer: infersScalar("to compare", (input) => ({ ...input, nullable: true })),
    lanes: ({ inputs }) => {
      const [valueType, byType] = pair(inputs);
      return [
        {
          name: "best",
          type: "STRUCT",
          contribution: ofCounted(inputs, (row) => {
            const [value, by] = pair(row.inputs);
            return struct([...compared(by, byType), ...orderFields(row)], stored(value, valueType));
          }),
          merge: "max",
          comparedFirst: compared(sql``, byType).map((_, at) => `k${at}`),
        },
      ];
    },
    finalize: ([best = sql`NULL`]) => sql`struct_extract(${best}, 'v')`,
    whenEmpty: null,
    reference: {
      empty: () => null,
      update: (state, [value = null, by = null], order) =>
        better(state, { by: unsigned(by), order: [...order, unsigned(value)], value: unsigned(value) }),
      merge: better,
      finalize: (state) => state?.value ?? null,
    },
  };
}

/** What is greatest where the value is least. */
function descending(value: Sql, { kind }: ValueType): readonly Sql[] {
  switch (kind) {
    case "float64":
      // NaN is greater than all numbers.
      return [sql`(NOT isnan(${value}))`, sql`(CASE WHEN isnan(${value}) THEN 0e0 ELSE 0e0 - ${value} END)`];
    case "timestamp":
      return [sql`(0 - epoch_us(${value}))`];
    case "bool":
      return [sql`(NOT ${value})`];
    case "string":
      return [sql`create_sort_key(${value}, 'DESC NULLS LAST')`];
    default:
      return [sql`(0 - ${value})`];
  }
}
