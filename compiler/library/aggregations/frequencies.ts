// `mode(x)` and `topK(x, k)`: the most frequent values, of equally frequent ones the least first.
import type { ScalarValue, Value, ValueType } from "../../ir/value-type.ts";
import type { AggregateShape, Lane } from "../define.ts";
import { only } from "../operands.ts";
import { compareValues } from "../order.ts";
import { type Sql, sql } from "../sql.ts";
import { sqlType } from "../literals.ts";

/** How often each value came; the lane is a MAP from values, or what stands for doubles, to counts. */
export function frequencyLane({ inputs }: AggregateShape, most: number): Lane {
  const input = only(inputs, 0);
  return {
    name: "frequencies",
    type: `MAP(${input.kind === "float64" ? "BIGINT" : sqlType(input)}, UBIGINT)`,
    contribution: (row) => encoded(only(row.inputs, 0), input),
    merge: "collect",
    gather: (contribution) => `histogram(${contribution})`,
    keeps: { kind: "frequent", most },
  };
}

/** A list of the `most` most frequent values. */
export function mostFrequent(frequencies: Sql, { inputs }: AggregateShape, most: number): Sql {
  const input = only(inputs, 0);
  const entries = sql`list_transform(map_entries(${frequencies}), lambda e: {'c': 0 - e.value::BIGINT, 'v': e.key})`;
  const value = decoded("r.v", input);
  return sql`list_transform(list_sort(${entries}, 'ASC', 'NULLS FIRST')[1:${String(most)}], lambda r: ${value})`;
}

/** Maps of doubles lose count of NaN: their bits, in the order of numbers, stand for them. */
function encoded(value: Sql, { kind }: ValueType): Sql {
  if (kind !== "float64") return value;
  const bits = sql`(${value} + 0e0)::BIT::BIGINT`;
  return sql`(CASE WHEN isnan(${value}) THEN 9223372036854775807 WHEN ${value} < 0e0 THEN xor(${bits}, 9223372036854775807) ELSE ${bits} END)`;
}

function decoded(key: string, { kind }: ValueType): string {
  if (kind !== "float64") return key;
  return `(CASE WHEN ${key} = 9223372036854775807 THEN 'nan'::DOUBLE WHEN ${key} < 0 THEN xor(${key}, 9223372036854775807)::BIT::DOUBLE ELSE ${key}::BIT::DOUBLE END)`;
}

export type Frequencies = ReadonlyMap<Value, number>;

export function addFrequencies(left: Frequencies, right: Frequencies): Frequencies {
  const sum = new Map(left);
  for (const [value, count] of right) sum.set(value, (sum.get(value) ?? 0) + count);
  return sum;
}

export function inFrequency(frequencies: Frequencies, most: number): readonly ScalarValue[] {
  return [...frequencies]
    .sort((left, right) => right[1] - left[1] || compareValues(left[0], right[0]))
    .slice(0, most)
    .map(([value]) => value as ScalarValue);
}
