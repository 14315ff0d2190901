// `maxN(x, n)` and `minN(x, n)`: the greatest or the least values, each as often as it comes.
import type { ScalarValue, Value } from "../../ir/value-type.ts";
import type { AggregationDefinition } from "../define.ts";
import { listType } from "../kinds.ts";
import { sqlType } from "../literals.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";
import { sortedValues } from "./order-statistic.ts";
import { firstNumber, itemCount } from "./parameters.ts";
import { infersScalar, unsigned } from "./scalars-only.ts";
import { stored } from "./stored.ts";

interface State {
  readonly most: number;
  readonly values: readonly Value[];
}

export function extremeList(name: "minN" | "maxN", summary: string): AggregationDefinition<State> {
  const isMax = name === "maxN";
  const keep = (most: number, values: readonly Value[]): State => {
    const sorted = sortedValues(values);
    return { most, values: (isMax ? sorted.toReversed() : sorted).slice(0, most) };
  };
  return {
    name,
    summary,
    algebra: "collected",
    arity: 1,
    parameters: [itemCount("n")],
    window: "required",
    infer: infersScalar("to compare", (input) => listType({ ...input, nullable: false })),
    lanes: ({ inputs, parameters }) => {
      const most = firstNumber(parameters);
      return [
        {
          name: "values",
          type: `${sqlType(only(inputs, 0))}[]`,
          contribution: (row) => stored(only(row.inputs, 0), only(inputs, 0)),
          merge: "collect",
          gather: (contribution) => `${isMax ? "max" : "min"}(${contribution}, ${most})`,
          keeps: { kind: "extreme", most, end: isMax ? "greatest" : "least" },
        },
      ];
    },
    finalize: (lanes, { inputs }) => {
      const sorted = sql`list_sort(${only(lanes, 0)}, '${isMax ? "DESC" : "ASC"}', 'NULLS LAST')`;
      return sql`coalesce(${sorted}, []::${sqlType(only(inputs, 0))}[])`;
    },
    whenEmpty: [],
    reference: {
      empty: ({ parameters }) => ({ most: firstNumber(parameters), values: [] }),
      update: ({ most, values }, [value = null]) => keep(most, [...values, unsigned(value)]),
      merge: (left, right) => keep(left.most, [...left.values, ...right.values]),
      finalize: ({ values }) => values.map((value) => value as ScalarValue),
    },
  };
}
