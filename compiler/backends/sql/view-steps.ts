// One view, as of the cuts of a spine: from the spine's keys to the values of the view's aggregates.
import type { AtomPlan } from "../../ir/plan.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import { atomColumns, probeColumns } from "./atoms.ts";
import { coldStep } from "./cold-steps.ts";
import { enrichedRows } from "./enriched-rows.ts";
import { hotSteps } from "./hot-steps.ts";
import { probeSteps } from "./probe-steps.ts";
import { askedRows, hotRowSteps, rowSteps, weighStep } from "./row-steps.ts";
import { leftOf, type Step } from "./statement.ts";
import { carriedKeys, ofEveryKey, type ViewContext, withAtoms } from "./view-context.ts";

/** The last step, `<view>__values`, has a row for each asked key and cut: `__key_0`..., `__cut`, atoms. */
export function viewSteps(context: ViewContext): readonly Step[] {
  const enriched = enrichedRows(context, askedRows(context), ["__key_id"], viewSteps);
  const { weighed, listed } = byWay(context);
  const hot = hotSteps(weighed, "hot");
  const inner = [
    ...probeSteps(context),
    ...enriched.steps,
    ...rowSteps(context, enriched.relation),
    weighStep(weighed),
    coldStep(weighed),
    ...(listed === null ? [] : [everyKeyStep(context), ...hotSteps(ofEveryKey(listed), "listed")]),
    ...hotRowSteps(
      weighed,
      hot.map(({ body }) => body),
    ),
    ...hot,
  ];
  return [...inner, { ...valuesStep(context, weighed, listed), frees: leftOf(inner) }];
}

/**
 * Lists of rows are held in memory for every probe that is joined row by row, and cannot be spilled: sorted and joined by rank they can.
 * Beside aggregates of which keys are weighed they go their own way, over all keys.
 */
function byWay(context: ViewContext): { readonly weighed: ViewContext; readonly listed: ViewContext | null } {
  const isList = (atom: AtomPlan): boolean =>
    atom.strategy === "recent" ||
    (context.lanes.ofAtom.get(atom.id) ?? []).some(({ lane }) =>
      ["least", "extreme"].includes(lane.keeps?.kind ?? ""),
    );
  const lists = context.view.atoms.filter(isList);
  const others = context.view.atoms.filter((atom) => !isList(atom));
  const alone = lists.length === 0 || others.length === 0;
  if (alone || !context.tuning.listsByRank) return { weighed: context, listed: null };
  return { weighed: withAtoms(context, others), listed: withAtoms(context, lists) };
}

function everyKeyStep({ view, step }: ViewContext): Step {
  return {
    name: step("every_key"),
    comment: `${view.name}: all entities, of whose rows lists are made`,
    view: true,
    body: `SELECT * REPLACE (true AS __hot) FROM ${step("keys")}`,
  };
}

function valuesStep(context: ViewContext, weighed: ViewContext, listed: ViewContext | null): Step {
  const { view, step } = context;
  const keys = carriedKeys(view);
  const columns = probeColumns(weighed);
  const lists = listed === null ? [] : probeColumns(listed).map((column) => `l.${column}`);
  const found = ["__probe_id", ...keys, "__cut", ...columns].join(", ");
  const few = [
    "p.__probe_id",
    ...keys.map((key) => `k.${key}`),
    "p.__cut",
    ...columns.map((column) => `c.${column}`),
  ];
  const all = [...keys, "__cut", ...columns].map((column) => `m.${column}`);
  const merged = `(
  SELECT ${[...all, ...lists].join(", ")}
  FROM (
    SELECT ${found} FROM ${step("hot")}
    UNION ALL
    SELECT ${few.join(", ")}
    FROM ${step("probes")} p
    JOIN ${step("keys")} k ON p.__key_id = k.__key_id
    LEFT JOIN ${step("cold")} c ON p.__probe_id = c.__probe_id
    WHERE NOT k.__hot
  ) m${listed === null ? "" : `\n  LEFT JOIN ${step("listed")} l ON m.__probe_id = l.__probe_id`}
)`;
  const stages = new SqlStages("__v");
  return {
    name: step("values"),
    comment: `${view.name}: the values of its aggregates`,
    body: stages.wrap(merged, [...keys, "__cut"], atomColumns(context, stages)),
  };
}
