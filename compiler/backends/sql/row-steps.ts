// The rows of the asked entities, ranked where latest values are wanted.
import type { AtomPlan } from "../../ir/plan.ts";
import { rowKeyEquality } from "./probe-steps.ts";
import { latestOrder, rowsOf, sourceWithKeys } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

export function rowSteps(context: ViewContext): readonly Step[] {
  const from = `(
  SELECT f.*, k.__key_id, k.__hot
  FROM ${sourceWithKeys(context)} f JOIN ${context.step("keys")} k ON ${rowKeyEquality(context, "f", "k")}
)`;
  const rows = rowsOf(context, from, ["__key_id", "__hot"]);
  return [
    {
      name: context.step("rows"),
      comment: `${context.view.name}: what happened to them, and from which cut on it counts`,
      body: context.latest.reduce((body, atom) => ranked(context, atom, body), rows),
    },
  ];
}

/** `__rank_a3`: the row's place in the total order of latest values, over all entities; 0 where the value does not count. */
function ranked(context: ViewContext, atom: AtomPlan, body: string): string {
  const rank = "row_number() OVER (ROWS UNBOUNDED PRECEDING)";
  const counted =
    atom.aggregation === "last" ? `CASE WHEN ${atom.inputId} IS NULL THEN 0 ELSE ${rank} END` : rank;
  return `SELECT *, ${counted} AS __rank_${atom.id}
FROM (
${body}
ORDER BY __key_id, ${latestOrder(context, atom).join(", ")}
)`;
}
