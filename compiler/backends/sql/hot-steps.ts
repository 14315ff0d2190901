// Entities with many rows: one row a probe, by look-ups in what each strategy indexes.
import type { Step } from "./statement.ts";
import { strategiesOf } from "./strategies.ts";
import type { ViewContext } from "./view-context.ts";

export function hotSteps(context: ViewContext): readonly Step[] {
  const { view, step } = context;
  const parts = strategiesOf(context).map((strategy) => strategy.hot(context));
  const reads = parts.flatMap((part) => part.reads);
  const hot: Step = {
    name: step("hot"),
    comment: `${view.name}: entities with many rows, by look-up`,
    view: true,
    body: [
      `SELECT ${["p.__probe_id", ...reads].join(", ")}`,
      `FROM (SELECT p.* FROM ${step("probes")} p JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot) p`,
      ...parts.flatMap((part) => part.joins),
    ].join("\n"),
  };
  return [...parts.flatMap((part) => part.steps), hot];
}
