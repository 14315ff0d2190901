// Which rows an aggregation counts, in SQL: those with no null among their inputs.
import type { ValueType } from "../../ir/value-type.ts";
import type { Lane, LaneRow } from "../define.ts";
import { type Sql, sql } from "../sql.ts";

/** What a counted row contributes; null for the others. */
export function ofCounted(
  inputs: readonly ValueType[],
  contribution: (row: LaneRow) => Sql,
): Lane["contribution"] {
  return (row) => {
    const isNull = nullOf(inputs, row);
    const value = contribution(row);
    return isNull === null ? value : sql`(CASE WHEN ${isNull} THEN NULL ELSE ${value} END)`;
  };
}

/** Whether an input of the row is null; null where none can be. */
export function nullOf(inputs: readonly ValueType[], row: LaneRow): Sql | null {
  const isNull = inputs.flatMap(({ nullable }, at): readonly Sql[] => {
    const value = row.inputs[at];
    return nullable && value !== undefined ? [sql`${value} IS NULL`] : [];
  });
  return isNull.length === 0 ? null : isNull.reduce((left, right) => sql`${left} OR ${right}`);
}
