// The rows of the asked entities; which entities are hot; and the hot ones' rows.
import { rowKeyEquality } from "./probe-steps.ts";
import { rowsOf, sourceWithKeys } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import { strategiesOf } from "./strategies.ts";
import type { ViewContext } from "./view-context.ts";

/** The source's rows of the asked entities. */
export function askedRows(context: ViewContext): string {
  return `(
  SELECT f.*, k.__key_id
  FROM ${sourceWithKeys(context)} f JOIN ${context.step("distinct_keys")} k ON ${rowKeyEquality(context, "f", "k")}
)`;
}

/** `from` holds those rows, and the features that stand beside them. */
export function rowStep(context: ViewContext, from: string): Step {
  return {
    name: context.step("rows"),
    comment: `${context.view.name}: what happened to them, and from which cut on it counts`,
    body: rowsOf(context, from, ["__key_id"]),
  };
}

/** A key is hot when joining each of its probes with each of its rows would cost more than indexing both. */
export function weighStep(context: ViewContext): Step {
  const { step } = context;
  const factor =
    context.hotFactor ?? Math.max(...strategiesOf(context).map((strategy) => strategy.hotFactor));
  return {
    name: step("keys"),
    comment: `${context.view.name}: hot entities are indexed, the others joined row by row`,
    body: `SELECT k.*, coalesce(r.n * p.n > ${factor} * (r.n + p.n), false) AS __hot
FROM ${step("distinct_keys")} k
LEFT JOIN (SELECT __key_id, count(*)::DOUBLE AS n FROM ${step("rows")} GROUP BY __key_id) r USING (__key_id)
LEFT JOIN (SELECT __key_id, count(*)::DOUBLE AS n FROM ${step("probes")} GROUP BY __key_id) p USING (__key_id)`,
    frees: [step("distinct_keys")],
  };
}

export function hotRowStep(context: ViewContext): Step {
  const { view, step } = context;
  return {
    name: step("hot_rows"),
    comment: `${view.name}: rows of hot entities`,
    body: `SELECT r.* FROM ${step("rows")} r JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot`,
    frees: [step("rows")],
  };
}
