// The rows of the asked entities; which entities are hot; and the hot ones' rows, ranked where latest values are wanted.
import { latestGroups, rowOrder } from "./latest.ts";
import { rowKeyEquality } from "./probe-steps.ts";
import { rowsOf, sourceWithKeys } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

export function rowStep(context: ViewContext): Step {
  const from = `(
  SELECT f.*, k.__key_id
  FROM ${sourceWithKeys(context)} f JOIN ${context.step("distinct_keys")} k ON ${rowKeyEquality(context, "f", "k")}
)`;
  return {
    name: context.step("rows"),
    comment: `${context.view.name}: what happened to them, and from which cut on it counts`,
    body: rowsOf(context, from, ["__key_id"]),
  };
}

/** A key is hot when joining each of its probes with each of its rows would cost more than indexing both. */
export function weighStep(context: ViewContext): Step {
  const { step } = context;
  return {
    name: step("keys"),
    comment: `${context.view.name}: hot entities are indexed, the others joined row by row`,
    body: `SELECT k.*, coalesce(r.n * p.n > ${context.hotFactor} * (r.n + p.n), false) AS __hot
FROM ${step("distinct_keys")} k
LEFT JOIN (SELECT __key_id, count(*)::DOUBLE AS n FROM ${step("rows")} GROUP BY __key_id) r USING (__key_id)
LEFT JOIN (SELECT __key_id, count(*)::DOUBLE AS n FROM ${step("probes")} GROUP BY __key_id) p USING (__key_id)`,
    frees: [step("distinct_keys")],
  };
}

/** `__rank`: the row's place in the total order, over all entities; `__rank_x2`: 0 where that input is null. */
export function hotRowStep(context: ViewContext): Step {
  const { view, step } = context;
  const hot = `SELECT r.* FROM ${step("rows")} r JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot`;
  const ranks = latestGroups(context)
    .filter((group) => group.counts !== null)
    .map((group) => `CASE WHEN ${group.counts} THEN __rank ELSE 0 END AS __rank_${group.name}`);
  const ranked = `SELECT ${["*", ...ranks].join(", ")}
FROM (
  SELECT *, row_number() OVER (ROWS UNBOUNDED PRECEDING) AS __rank
  FROM (${hot} ORDER BY __key_id, ${rowOrder(context).join(", ")})
)`;
  return {
    name: step("hot_rows"),
    comment: `${view.name}: rows of hot entities${context.latest.length > 0 ? ", ranked by time" : ""}`,
    body: context.latest.length > 0 ? ranked : hot,
    frees: [step("rows")],
  };
}
