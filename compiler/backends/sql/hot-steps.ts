// Entities with many rows: one row a probe from the running totals and the tiles.
import { extremumResult } from "./extremum-steps.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

export function hotStep(context: ViewContext): Step {
  const { view, step } = context;
  const windows = [...new Set(context.extremes.map((lane) => lane.windowId))];
  const overdue = view.lag.kind === "variable" && context.sums.length > 0;
  const sums = context.sums.map(({ lane, column }) => {
    const base = `e.${lane.id} - l.${column}`;
    return `${overdue ? `${base} + o.${column}` : base} AS ${column}`;
  });
  const extremes = context.extremes.map(({ column, windowId }) => `b_${windowId}.${column}`);
  const ranks = context.latest.map((atom) => `e.__rank_${atom.id}`);
  const entered = context.sums.length > 0 || context.latest.length > 0;
  const joins = [
    ...(entered
      ? [`ASOF LEFT JOIN ${step("entered")} e ON p.__key_id = e.__key_id AND p.__cut >= e.__t`]
      : []),
    ...(overdue
      ? [`ASOF LEFT JOIN ${step("overdue")} o ON p.__key_id = o.__key_id AND p.__cut >= o.__t`]
      : []),
    ...(context.sums.length > 0 ? [`LEFT JOIN ${step("left")} l ON p.__probe_id = l.__probe_id`] : []),
    ...windows.map(
      (windowId) =>
        `LEFT JOIN ${extremumResult(context, windowId)} b_${windowId} ON p.__probe_id = b_${windowId}.__probe_id`,
    ),
  ];
  return {
    name: step("hot"),
    comment: `${view.name}: entities with many rows, by look-up`,
    view: true,
    body: `SELECT p.__probe_id, ${[...sums, ...extremes, ...ranks].join(", ")}
FROM (SELECT p.* FROM ${step("probes")} p JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot) p
${joins.join("\n")}`,
  };
}
