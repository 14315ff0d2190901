// One view, as of the cuts of a spine: from the spine's keys to the values of the view's aggregates.
import { SqlStages } from "../../library/sql-stages.ts";
import { atomColumns, probeColumns } from "./atoms.ts";
import { coldStep } from "./cold-steps.ts";
import { enrichedRows } from "./enriched-rows.ts";
import { hotSteps } from "./hot-steps.ts";
import { probeSteps } from "./probe-steps.ts";
import { askedRows, hotRowStep, rowStep, weighStep } from "./row-steps.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/** The last step, `<view>__values`, has a row for each asked key and cut: keys, `__cut`, atoms. */
export function viewSteps(context: ViewContext): readonly Step[] {
  const enriched = enrichedRows(context, askedRows(context), ["__key_id"], viewSteps);
  const hot = hotSteps(context);
  const inner = [
    ...probeSteps(context),
    ...enriched.steps,
    rowStep(context, enriched.relation),
    weighStep(context),
    coldStep(context),
    hotRowStep(
      context,
      hot.map(({ body }) => body),
    ),
    ...hot,
  ];
  const freed = new Set(inner.flatMap((each) => each.frees ?? []));
  const left = inner.filter((each) => !each.view && !freed.has(each.name)).map((each) => each.name);
  return [...inner, { ...valuesStep(context), frees: left }];
}

function valuesStep(context: ViewContext): Step {
  const { view, dialect, step } = context;
  const keys = view.keys.map((key) => `k.${dialect.identifier(key.name)}`);
  const columns = probeColumns(context);
  const merged = `(
  SELECT ${[...keys, "p.__cut", ...columns.map((column) => `m.${column}`)].join(", ")}
  FROM ${step("probes")} p
  JOIN ${step("keys")} k ON p.__key_id = k.__key_id
  LEFT JOIN (
    SELECT ${["__probe_id", ...columns].join(", ")} FROM ${step("hot")}
    UNION ALL
    SELECT ${["__probe_id", ...columns].join(", ")} FROM ${step("cold")}
  ) m ON p.__probe_id = m.__probe_id
)`;
  const stages = new SqlStages("_v");
  return {
    name: step("values"),
    comment: `${view.name}: the values of its aggregates`,
    body: stages.wrap(merged, [...view.keys.map((key) => key.name), "__cut"], atomColumns(context, stages)),
  };
}
