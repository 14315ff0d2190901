// One view, as of the cuts of a spine: from the spine's keys to the values of the view's aggregates.
import { SqlStages } from "../../library/sql-stages.ts";
import { atomColumns } from "./atoms.ts";
import { coldStep } from "./cold-steps.ts";
import { extremumSteps } from "./extremum-steps.ts";
import { hotStep } from "./hot-steps.ts";
import { prefixSteps } from "./prefix-steps.ts";
import { probeSteps } from "./probe-steps.ts";
import { rowSteps } from "./row-steps.ts";
import { latestValue } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/** The last step, `<view>__values`, has a row for each asked key and cut: keys, `__cut`, atoms. */
export function viewSteps(context: ViewContext): readonly Step[] {
  const inner = [
    ...probeSteps(context),
    ...rowSteps(context),
    ...prefixSteps(context),
    ...extremumSteps(context),
    hotStep(context),
    coldStep(context),
  ];
  const tables = inner.filter((each) => !each.view).map((each) => each.name);
  return [...inner, { ...valuesStep(context), frees: tables }];
}

function valuesStep(context: ViewContext): Step {
  const { view, dialect, step } = context;
  const keys = view.keys.map((key) => dialect.identifier(key.name));
  const columns = [
    ...context.lanes.windowLanes.map((lane) => lane.column),
    ...context.latest.map((atom) => `__rank_${atom.id}`),
  ].join(", ");
  const latest = context.latest.flatMap((atom) => [
    `r_${atom.id}.value AS ${atom.id}_v`,
    `r_${atom.id}.__et AS ${atom.id}_t`,
  ]);
  const latestJoins = context.latest.map(
    (atom) => `LEFT JOIN (
    SELECT __key_id, __rank_${atom.id} AS rank, __et, ${latestValue(context, atom)} AS value FROM ${step("rows")} WHERE __rank_${atom.id} > 0
  ) r_${atom.id} ON m.__rank_${atom.id} = r_${atom.id}.rank AND p.__key_id = r_${atom.id}.__key_id`,
  );
  const merged = `(
  SELECT ${[...keys.map((key) => `k.${key}`), "p.__cut", ...context.lanes.windowLanes.map((lane) => `m.${lane.column}`), ...latest].join(", ")}
  FROM ${step("probes")} p
  JOIN ${step("keys")} k ON p.__key_id = k.__key_id
  LEFT JOIN (
    SELECT __probe_id, ${columns} FROM ${step("hot")}
    UNION ALL
    SELECT __probe_id, ${columns} FROM ${step("cold")}
  ) m ON p.__probe_id = m.__probe_id
  ${latestJoins.join("\n  ")}
)`;
  const stages = new SqlStages("_v");
  return {
    name: step("values"),
    comment: `${view.name}: the values of its aggregates`,
    body: stages.wrap(merged, [...view.keys.map((key) => key.name), "__cut"], atomColumns(context, stages)),
  };
}
