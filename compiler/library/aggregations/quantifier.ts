// `any(b)` and `all(b)`: from how many rows decide.
import type { AggregationDefinition, Inference } from "../define.ts";
import { BOOL } from "../kinds.ts";
import { only } from "../operands.ts";
import { sql } from "../sql.ts";

/** `any` is decided by what is true, `all` by what is not. */
export function quantifier(name: "any" | "all", summary: string): AggregationDefinition<number> {
  const isAll = name === "all";
  return {
    name,
    summary,
    algebra: "invertible",
    arity: 1,
    parameters: [],
    window: "required",
    infer: ({ inputs: [input] }): Inference => {
      if (input?.kind === "bool") return { type: BOOL };
      const hint = "Write a condition, as in `any(row.amount > 100)`.";
      return { problem: `takes a condition, not ${input?.kind ?? "nothing"}.`, argument: 0, hint };
    },
    lanes: () => [
      {
        name: isAll ? "false_count" : "true_count",
        type: "BIGINT",
        contribution: (row) =>
          sql`(CASE WHEN ${isAll ? "NOT " : ""}${only(row.inputs, 0)} THEN 1 ELSE 0 END)`,
        takes: [1],
        merge: "sum",
      },
    ],
    finalize: (lanes) => sql`(${only(lanes, 0)} ${isAll ? "=" : ">"} 0)`,
    whenEmpty: isAll,
    reference: {
      empty: () => 0,
      update: (state, [value]) => state + (value === isAll ? 0 : 1),
      merge: (left, right) => left + right,
      finalize: (state) => (isAll ? state === 0 : state > 0),
    },
  };
}
