// Entities with few rows: each probe joined with each of its rows, every aggregate in one pass.
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

export function coldStep(context: ViewContext): Step {
  const windowed = [...context.sums, ...context.extremes].map(
    ({ lane, windowId, column }) =>
      `${lane.merge}(r.${lane.id}) FILTER (r.__et >= ${context.tail(windowId, "p.__cut")}) AS ${column}`,
  );
  const ranks = context.latest.map((atom) => `max(r.__rank_${atom.id}) AS __rank_${atom.id}`);
  return {
    name: context.step("cold"),
    comment: `${context.view.name}: entities with few rows, joined row by row`,
    view: true,
    body: `SELECT p.__probe_id, ${[...windowed, ...ranks].join(", ")}
FROM ${context.step("probes")} p
JOIN ${context.step("rows")} r ON p.__key_id = r.__key_id
WHERE NOT r.__hot AND r.__in <= p.__cut${earliest(context)}
GROUP BY p.__probe_id`,
  };
}

/** Where every aggregate has a window, rows before the longest one are not even joined. */
function earliest(context: ViewContext): string {
  if (context.latest.length > 0) return "";
  const tails = context.view.windows.map((window) => context.tail(window.id, "p.__cut"));
  const first = tails.length === 1 ? tails[0] : `least(${tails.join(", ")})`;
  return ` AND r.__et >= ${first}`;
}
