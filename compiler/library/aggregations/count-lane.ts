// The number of values that are not null, as a lane.
import type { ValueType } from "../../ir/value-type.ts";
import type { Lane } from "../define.ts";
import { type Sql, rawSql, sql } from "../sql.ts";

/** Of columns that are never null it is the number of rows: the same lane as that of `count()`. */
export function countLane(inputs: readonly ValueType[]): Lane {
  return {
    name: "count",
    type: "BIGINT",
    contribution: (row) => {
      const isNull = inputs.flatMap(({ nullable }, at): readonly Sql[] => {
        const value = row.inputs[at];
        return nullable && value !== undefined ? [sql`${value} IS NULL`] : [];
      });
      if (isNull.length === 0) return rawSql("1");
      const anyNull = isNull.reduce((left, right) => sql`${left} OR ${right}`);
      return sql`(CASE WHEN ${anyNull} THEN 0 ELSE 1 END)`;
    },
    merge: "sum",
  };
}
