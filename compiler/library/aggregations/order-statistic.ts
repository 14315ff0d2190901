// `quantile(x, q)` and `median(x)`: values at places of the sorted values.
import type { Value, ValueType } from "../../ir/value-type.ts";
import type { AggregateShape, Inference, Lane } from "../define.ts";
import { sqlDouble, sqlType } from "../literals.ts";
import { only } from "../operands.ts";
import { compareValues } from "../order.ts";
import { type Sql, sql } from "../sql.ts";
import { stored } from "./stored.ts";

const ORDERED: readonly string[] = ["int64", "float64", "decimal", "timestamp"];

export function infersOrdered(result: (input: ValueType) => ValueType, kinds = ORDERED) {
  return ({ inputs: [input] }: AggregateShape): Inference => {
    if (input === undefined) return { problem: "needs a value to sort." };
    if (kinds.includes(input.kind)) return { type: result(input) };
    const wanted = kinds.includes("timestamp") ? "numbers or timestamps" : "numbers";
    return { problem: `takes ${wanted}, not ${input.kind}.`, argument: 0 };
  };
}

/** The 0-based place of the fraction q among n sorted values: n - floor(n - n q), from 1, less 1. */
export function placeOf(count: number, fraction: number): number {
  return Math.max(1, count - Math.floor(count - count * fraction)) - 1;
}

/** A lane of one value a fraction, as a list; NaN is the greatest number. */
export function placesLane({ inputs }: AggregateShape, fractions: readonly number[]): Lane {
  const input = only(inputs, 0);
  const literals = fractions.map(sqlDouble);
  const place = (n: Sql, fraction: string): Sql =>
    sql`(greatest(1, ${n} - floor(${n}::DOUBLE - ${n}::DOUBLE * ${fraction})::BIGINT) - 1)`;
  return {
    name: "places",
    type: `${sqlType(input)}[]`,
    contribution: (row) => stored(only(row.inputs, 0), input),
    merge: "collect",
    gather: (contribution) => `quantile_disc(${contribution}, [${literals.join(", ")}])`,
    keeps: { kind: "places", places: (count) => literals.map((fraction) => place(count, fraction)) },
  };
}

export function sortedValues(values: readonly Value[]): readonly Value[] {
  return [...values].sort(compareValues);
}
