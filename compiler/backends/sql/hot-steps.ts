// Entities with many rows: one row a probe, by look-ups in what each strategy indexes.
import type { Step } from "./statement.ts";
import { strategiesOf } from "./strategies.ts";
import { carriedKeys, type ViewContext } from "./view-context.ts";

/** The last step, a view of that name, has a row for each probe of a hot key: the probe, its entity's keys, and what was found. */
export function hotSteps(context: ViewContext, name: string): readonly Step[] {
  const { view, step } = context;
  const keys = carriedKeys(view).map((key) => `k.${key}`);
  const parts = strategiesOf(context).map((strategy) => strategy.hot(context));
  const reads = parts.flatMap((part) => part.reads);
  const hot: Step = {
    name: step(name),
    comment: `${view.name}: what was looked up of each probe`,
    view: true,
    body: [
      `SELECT ${["p.*", ...reads].join(", ")}`,
      `FROM (SELECT ${["p.*", ...keys].join(", ")} FROM ${step("probes")} p JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot) p`,
      ...parts.flatMap((part) => part.joins),
    ].join("\n"),
  };
  return [...parts.flatMap((part) => part.steps), hot];
}
