// Entities with few rows: each probe joined with each of its rows, every aggregate in one pass.
import { greatestRow, latestGroups, readGreatestRows } from "./latest.ts";
import type { Step } from "./statement.ts";
import { boundedWindows, type ViewContext } from "./view-context.ts";

export function coldStep(context: ViewContext): Step {
  const windowed = [...context.sums, ...context.extremes];
  const merged = windowed.map(
    ({ lane, windowId, column }) =>
      `${lane.merge}(${lane.id}) FILTER (__et >= __tail_${windowId}) AS ${column}`,
  );
  const tails = boundedWindows(context).map(
    (window) => `${context.tail(window.id, "__cut")} AS __tail_${window.id}`,
  );
  const greatest = latestGroups(context).map((group) => greatestRow(context, group));
  return {
    name: context.step("cold"),
    comment: `${context.view.name}: entities with few rows, joined row by row`,
    body: `SELECT ${["__probe_id", ...windowed.map(({ column }) => column), ...readGreatestRows(context)].join(", ")}
FROM (
  SELECT ${["__probe_id", ...merged, ...greatest].join(", ")}
  FROM (
    SELECT ${["p.*", ...tails].join(", ")} FROM ${context.step("probes")} p JOIN ${context.step("keys")} k USING (__key_id) WHERE NOT k.__hot
  ) p
  JOIN ${context.step("rows")} r ON p.__key_id = r.__key_id
  WHERE __in <= __cut${earliest(context)}
  GROUP BY __probe_id
)`,
  };
}

/** Rows that no window reaches, and that are too old for a latest value at any instant of the cut, are not even joined. */
function earliest(context: ViewContext): string {
  const { view, latest } = context;
  const bounds = boundedWindows(context).map((window) => `__tail_${window.id}`);
  if (latest.length > 0) {
    if (view.ttl === null) return "";
    bounds.push(`__cut - ${view.ttl - (view.refresh?.delay ?? 0)}`);
  }
  return ` AND __et >= ${bounds.length === 1 ? bounds[0] : `least(${bounds.join(", ")})`}`;
}
