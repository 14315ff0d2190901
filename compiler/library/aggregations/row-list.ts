// `lastN(x, n)` and `firstN(x, n)`: the values of the last or the first rows in the total order.
import type { Value, ScalarValue } from "../../ir/value-type.ts";
import type { AggregationDefinition, LaneRow } from "../define.ts";
import { listType } from "../kinds.ts";
import { sqlType } from "../literals.ts";
import { only } from "../operands.ts";
import { type Sql, sql } from "../sql.ts";
import { ofCounted } from "./counted.ts";
import { firstNumber, itemCount } from "./parameters.ts";
import { infersScalar, unsigned } from "./scalars-only.ts";
import { stored } from "./stored.ts";
import { compareOrders, orderFields, struct } from "./total-order.ts";

interface Place {
  readonly order: readonly Value[];
  readonly value: Value;
}

interface State {
  readonly most: number;
  readonly places: readonly Place[];
}

export function rowList(name: "lastN" | "firstN", summary: string): AggregationDefinition<State> {
  const isLast = name === "lastN";
  const keep = (most: number, places: readonly Place[]): State => {
    const sorted = [...places].sort((left, right) => compareOrders(left.order, right.order));
    return { most, places: (isLast ? sorted.reverse() : sorted).slice(0, most) };
  };
  return {
    name,
    summary,
    algebra: "collected",
    arity: 1,
    parameters: [itemCount("n")],
    window: "optional",
    ...(isLast ? { rows: firstNumber } : {}),
    infer: infersScalar("to list", (input) => listType({ ...input, nullable: false })),
    lanes: ({ inputs, parameters }) => {
      const most = firstNumber(parameters);
      const value = (row: LaneRow): Sql => stored(only(row.inputs, 0), only(inputs, 0));
      if (isLast) {
        const gather = (contribution: string): string => `list(${contribution})`;
        const type = `STRUCT(n BIGINT, v ${sqlType(only(inputs, 0))})[]`;
        return [
          { name: "rows", type, contribution: value, merge: "collect", gather, keeps: { kind: "newest" } },
        ];
      }
      const place = ofCounted(inputs, (row) => struct(orderFields(row), value(row)));
      const gather = (contribution: string): string => `min(${contribution}, ${most})`;
      const keeps = { kind: "least", most } as const;
      return [{ name: "rows", type: "STRUCT[]", contribution: place, merge: "collect", gather, keeps }];
    },
    finalize: (lanes, { inputs, parameters }) => {
      const most = String(firstNumber(parameters));
      const rows = sql`list_sort(${only(lanes, 0)}, 'ASC', 'NULLS FIRST')[1:${most}]`;
      const none = `[]::${sqlType(only(inputs, 0))}[]`;
      return sql`coalesce(list_transform(${rows}, lambda r: struct_extract(r, 'v')), ${none})`;
    },
    whenEmpty: [],
    reference: {
      empty: ({ parameters }) => ({ most: firstNumber(parameters), places: [] }),
      update: ({ most, places }, [value = null], order) =>
        keep(most, [...places, { order: [...order, unsigned(value)], value: unsigned(value) }]),
      merge: (left, right) => keep(left.most, [...left.places, ...right.places]),
      finalize: ({ places }) => places.map(({ value }) => value as ScalarValue),
    },
  };
}
