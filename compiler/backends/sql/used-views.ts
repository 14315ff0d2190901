// The feature views of a training set as its spine asks for them: each computed once, whatever the roles it plays.
import type { ViewPlan } from "../../ir/plan.ts";
import type { ViewUse } from "../../ir/program.ts";
import type { SqlDialect } from "./dialect.ts";
import type { JoinedView } from "./joined-views.ts";
import { featureColumn, keyColumn } from "./point-in-time.ts";
import type { Tuning } from "./tuning.ts";
import { viewContext } from "./view-context.ts";

export function usedViews(
  uses: readonly ViewUse[],
  views: ReadonlyMap<string, ViewPlan>,
  dialect: SqlDialect,
  tuning?: Tuning,
): readonly JoinedView[] {
  const names = [...new Set(uses.map(({ view }) => view))];
  return names.flatMap((name) => {
    const view = views.get(name);
    if (view === undefined) throw new Error(`the plan has no view ${name}`);
    const ofView = uses.filter((use) => use.view === name);
    const asked = askedBy(ofView, view, dialect);
    const context = viewContext(view, dialect, tuning, { prefix: name, asked });
    return ofView.map((use) => ({
      context,
      alias: use.role === null ? name : `${use.role}__${name}`,
      keys: view.keys.map((key) => keyColumn(use, key.name)),
      column: (feature: string) => featureColumn(use, feature),
    }));
  });
}

/** The spine itself, or for roles: its keys under each of them, by the view's own names. */
function askedBy(uses: readonly ViewUse[], { keys }: ViewPlan, { identifier }: SqlDialect): string {
  if (uses.every(({ role }) => role === null)) return "timed_spine";
  const parts = uses.map((use) => {
    const columns = keys.map(({ name }) => `${identifier(keyColumn(use, name))} AS ${identifier(name)}`);
    return `SELECT ${[...columns, "__tau"].join(", ")} FROM timed_spine`;
  });
  return `(${parts.join(" UNION ALL ")})`;
}
