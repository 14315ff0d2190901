// Whom and when a view is asked about: distinct keys and cuts of the spine, each numbered once.
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";
import { cutOf } from "./cuts.ts";
import { sourceWithKeys } from "./source-rows.ts";

export function probeSteps(context: ViewContext): readonly Step[] {
  const { view, dialect, step } = context;
  const keys = view.keys.map((key) => dialect.identifier(key.name));
  const distinctKeys: Step = {
    name: step("distinct_keys"),
    comment: `${view.name}: the entities that the spine asks about`,
    body: `SELECT row_number() OVER () AS __key_id, ${keys.join(", ")}
FROM (SELECT DISTINCT ${keys.join(", ")} FROM timed_spine WHERE ${keys.map((key) => `${key} IS NOT NULL`).join(" AND ")})`,
  };
  const probes: Step = {
    name: step("probes"),
    comment: `${view.name}: the instants it is asked about, as cuts of its refresh`,
    body: `SELECT row_number() OVER () AS __probe_id, __key_id, __cut
FROM (
  SELECT DISTINCT k.__key_id, ${cutOf(context, "s.__tau")} AS __cut
  FROM timed_spine s JOIN ${step("distinct_keys")} k ON ${keyEquality(context, "s", "k")}
  WHERE s.__tau IS NOT NULL
)`,
  };
  const weighed: Step = {
    name: step("keys"),
    comment: `${view.name}: hot entities are indexed, the others joined row by row`,
    body: `SELECT k.*, coalesce(r.n * p.n > ${context.hotFactor} * (r.n + p.n), false) AS __hot
FROM ${step("distinct_keys")} k
LEFT JOIN (
  SELECT k.__key_id, count(*)::DOUBLE AS n
  FROM ${sourceWithKeys(context)} f JOIN ${step("distinct_keys")} k ON ${rowKeyEquality(context, "f", "k")}
  GROUP BY k.__key_id
) r USING (__key_id)
LEFT JOIN (SELECT __key_id, count(*)::DOUBLE AS n FROM ${step("probes")} GROUP BY __key_id) p USING (__key_id)`,
  };
  return [distinctKeys, probes, weighed];
}

export function keyEquality(context: ViewContext, left: string, right: string): string {
  return context.view.keys
    .map((key) => context.dialect.identifier(key.name))
    .map((key) => `${left}.${key} = ${right}.${key}`)
    .join(" AND ");
}

export function rowKeyEquality(context: ViewContext, rows: string, keys: string): string {
  return context.view.keys
    .map((key, index) => `${rows}.__key_${index} = ${keys}.${context.dialect.identifier(key.name)}`)
    .join(" AND ");
}
