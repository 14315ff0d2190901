// The number of values that are not null, as a lane.
import type { ValueType } from "../../ir/value-type.ts";
import type { Lane } from "../define.ts";
import { rawSql, sql } from "../sql.ts";
import { nullOf } from "./counted.ts";

/** Of columns that are never null it is the number of rows: the same lane as that of `count()`. */
export function countLane(inputs: readonly ValueType[]): Lane {
  return {
    name: "count",
    type: "BIGINT",
    contribution: (row) => {
      const isNull = nullOf(inputs, row);
      return isNull === null ? rawSql("1") : sql`(CASE WHEN ${isNull} THEN 0 ELSE 1 END)`;
    },
    takes: [1],
    merge: "sum",
  };
}
