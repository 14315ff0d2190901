// Runs generated statements on small worlds and reads their results as rows.
import path from "node:path";
import type { Tuning } from "../../compiler/backends/sql/tuning.ts";
import { duckdb } from "../../compiler/backends/sql/duckdb.ts";
import { emitSql } from "../../compiler/backends/sql/emit-sql.ts";
import type { Plan, ViewPlan } from "../../compiler/ir/plan.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { featuresOf, whenEmpty } from "../../compiler/library/reference/evaluate-view.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { rowsOf } from "../../runtime/verify/rows-of.ts";

/** Every `tuning` must give the same answers. */
export function statementsOf(plan: Plan, tuning?: Tuning): ReadonlyMap<string, string> {
  return new Map(emitSql(plan, duckdb, tuning).map((artifact) => [artifact.path, artifact.text]));
}

export async function viewAsOfSpine(
  engine: OfflineEngine,
  plan: Plan,
  statements: ReadonlyMap<string, string>,
  view: string,
  folder: string,
): Promise<readonly Record<string, Value>[]> {
  const planned = plan.views.find((candidate) => candidate.name === view);
  if (planned === undefined) throw new Error(`no view ${view}`);
  const keys = planned.keys.map((key): Field => ({ name: key.name, type: key.type }));
  await engine.spineFromFile(path.join(folder, "spine.parquet"), keys);
  return rowsOf(engine.stream(statements.get(`sql/feature_views/${view}.sql`) ?? ""));
}

/** The features that serving would compute at `tau` of what a materialization stored for `key`. */
export function storedFeatures(
  view: ViewPlan,
  stored: readonly Record<string, Value>[],
  key: readonly Value[],
  tau: number,
): Readonly<Record<string, Value>> {
  const row = stored.find((each) => view.keys.every((part, index) => each[part.name] === key[index]));
  return featuresOf(view, tau, (atom) => {
    if (row === undefined) return whenEmpty(atom);
    const time = row[`${atom.id}_time`] ?? Number.NEGATIVE_INFINITY;
    const expired = atom.carriesTime && Number(time) < tau - (view.ttl ?? 0);
    return expired ? null : (row[atom.id] ?? null);
  });
}
