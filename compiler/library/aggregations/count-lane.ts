// The number of values that are not null, as a lane.
import type { ValueType } from "../../ir/value-type.ts";
import type { Lane } from "../define.ts";
import { rawSql, sql } from "../sql.ts";

/** Of a column that is never null it is the number of rows: the same lane as that of `count()`. */
export function countLane(input: ValueType | null): Lane {
  return {
    name: "count",
    type: "BIGINT",
    contribution: (value) =>
      input?.nullable === true ? sql`(CASE WHEN ${value} IS NULL THEN 0 ELSE 1 END)` : rawSql("1"),
    merge: "sum",
  };
}
