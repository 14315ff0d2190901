// A row's place in the total order, as fields of a struct that SQL compares as JavaScript does, and in the reference.
import type { Value } from "../../ir/value-type.ts";
import type { LaneRow } from "../define.ts";
import { compareValues } from "../order.ts";
import { type Sql, sql } from "../sql.ts";

/** Of tie breaks null is lowest, which SQL says of no field of a struct. */
export function orderFields({ times, tieBreaks }: LaneRow): readonly Sql[] {
  return [...times, ...tieBreaks.flatMap((part) => [sql`(${part} IS NOT NULL)`, part])];
}

/** `struct_pack(k0 := ..., k1 := ..., v := value)` */
export function struct(fields: readonly Sql[], value: Sql): Sql {
  const keys = fields.map((field, at) => sql`k${String(at)} := ${field}, `);
  const all = keys.reduce((left, right) => sql`${left}${right}`, sql``);
  return sql`struct_pack(${all}v := ${value})`;
}

export function compareOrders(left: readonly Value[], right: readonly Value[]): number {
  for (const [at, value] of left.entries()) {
    const compared = compareValues(value, right[at] ?? null);
    if (compared !== 0) return compared;
  }
  return 0;
}
