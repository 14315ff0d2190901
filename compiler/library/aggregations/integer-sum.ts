// Sums of int64: exact in a HUGEINT, which 2^73 of the greatest values would fill.
import type { ValueType } from "../../ir/value-type.ts";
import type { Lane } from "../define.ts";
import { sql } from "../sql.ts";

export function integerLane(input: ValueType): Lane {
  return {
    name: "sum",
    type: "HUGEINT",
    // Contributions stay BIGINT: DuckDB widens them itself, and faster.
    contribution: (value) => (input.nullable ? sql`coalesce(${value}, 0)` : value),
    merge: "sum",
  };
}
