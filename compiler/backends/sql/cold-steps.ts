// Entities with few rows: each probe joined with each of its rows, every aggregate in one pass.
import { greatestRow, latestGroups, readGreatestRows } from "./latest.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

export function coldStep(context: ViewContext): Step {
  const windowed = [...context.sums, ...context.extremes];
  const merged = windowed.map(
    ({ lane, windowId, column }) =>
      `${lane.merge}(${lane.id}) FILTER (__et >= ${context.tail(windowId, "__cut")}) AS ${column}`,
  );
  const greatest = latestGroups(context).map((group) => greatestRow(context, group));
  return {
    name: context.step("cold"),
    comment: `${context.view.name}: entities with few rows, joined row by row`,
    body: `SELECT ${["__probe_id", ...windowed.map(({ column }) => column), ...readGreatestRows(context)].join(", ")}
FROM (
  SELECT ${["__probe_id", ...merged, ...greatest].join(", ")}
  FROM (
    SELECT p.* FROM ${context.step("probes")} p JOIN ${context.step("keys")} k USING (__key_id) WHERE NOT k.__hot
  ) p
  JOIN ${context.step("rows")} r ON p.__key_id = r.__key_id
  WHERE __in <= __cut${earliest(context)}
  GROUP BY __probe_id
)`,
  };
}

/** Where every aggregate has a window, rows before the longest one are not even joined. */
function earliest(context: ViewContext): string {
  if (context.latest.length > 0) return "";
  const tails = context.view.windows.map((window) => context.tail(window.id, "__cut"));
  const first = tails.length === 1 ? tails[0] : `least(${tails.join(", ")})`;
  return ` AND __et >= ${first}`;
}
