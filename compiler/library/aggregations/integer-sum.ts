// Sums of int64: exact in a HUGEINT, which 2^73 of the greatest values would fill.
import type { AggregateShape, Lane } from "../define.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

export function integerLane({ inputs }: AggregateShape): Lane {
  const { nullable } = only(inputs, 0);
  return {
    name: "sum",
    type: "HUGEINT",
    // Contributions stay BIGINT: DuckDB widens them itself, and faster.
    contribution: (row) => (nullable ? sql`coalesce(${only(row.inputs, 0)}, 0)` : only(row.inputs, 0)),
    merge: "sum",
  };
}

/** Whether the values are whole numbers of units: int64, decimal. */
export function isWhole({ inputs: [input] }: AggregateShape): boolean {
  return input?.kind === "int64" || input?.kind === "decimal";
}
