// Entities with many rows: one row a probe from the running totals and the tiles.
import { extremumResult } from "./extremum-steps.ts";
import { inputOf, latestGroups, value } from "./latest.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

export function hotStep(context: ViewContext): Step {
  const { view, step } = context;
  const windows = [...new Set(context.extremes.map((lane) => lane.windowId))];
  const groups = latestGroups(context);
  const overdue = view.lag.kind === "variable" && context.sums.length > 0;
  const sums = context.sums.map(({ lane, column }) => {
    const base = `e.${lane.id} - l.${column}`;
    return `${overdue ? `${base} + o.${column}` : base} AS ${column}`;
  });
  const extremes = context.extremes.map(({ column, windowId }) => `b_${windowId}.${column}`);
  const latest = groups.flatMap((group) =>
    group.atoms.flatMap((atom) => [
      `r_${group.name}.${inputOf(atom)} AS ${atom.id}_v`,
      `r_${group.name}.__et AS ${atom.id}_t`,
    ]),
  );
  const joins = [
    ...(context.sums.length + groups.length > 0
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
    ...groups.map((group) => {
      const inputs = [...new Set(group.atoms.map(inputOf))];
      const rank = group.counts === null ? "__rank" : `__rank_${group.name}`;
      const read = inputs.map((input) => `${value(context, input)} AS ${input}`).join(", ");
      // Ranks rise over all entities: where this one has no row yet, the rank is another's.
      return `LEFT JOIN (SELECT __key_id, __rank, __et, ${read} FROM ${step("hot_rows")}) r_${group.name}
  ON e.${rank} = r_${group.name}.__rank AND p.__key_id = r_${group.name}.__key_id`;
    }),
  ];
  return {
    name: step("hot"),
    comment: `${view.name}: entities with many rows, by look-up`,
    view: true,
    body: `SELECT ${["p.__probe_id", ...sums, ...extremes, ...latest].join(", ")}
FROM (SELECT p.* FROM ${step("probes")} p JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot) p
${joins.join("\n")}`,
  };
}
