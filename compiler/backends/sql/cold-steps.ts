// Entities with few rows: each probe joined with the rows that it may see, every aggregate in one pass.
import { printGrouped } from "./grouped.ts";
import { withDerived } from "./source-rows.ts";
import type { Step } from "./statement.ts";
import { boundedWindows, earliestTime, longestReach, type ViewContext } from "./view-context.ts";

export function coldStep(context: ViewContext): Step {
  const { view, dialect, step } = context;
  const tails = boundedWindows(context).map(
    (window) => `${context.tail(window.id, "__cut")} AS __tail_${window.id}`,
  );
  const cold = `SELECT ${["p.*", ...tails].join(", ")} FROM ${step("probes")} p JOIN ${step("keys")} k USING (__key_id) WHERE NOT k.__hot`;
  const tail = (windowId: string): string => `__tail_${windowId}`;
  const reach = longestReach(context);
  const earliest = earliestTime(context, "__cut", tail);
  // Times cut into spans as long as a probe looks back: it sees rows of two of them at most, whatever the history.
  const span = (time: string): string => dialect.floorDivide(time, String(reach));
  const bounded = reach !== null && earliest !== null;
  // A probe's rows follow each other, so its states are whole at once: in any order they are begun anew again and again where they do
  // not fit in memory.
  const rows = withDerived(
    context,
    `(
  SELECT * FROM ${step("kept_rows")}
  WHERE __key_id IN (SELECT __key_id FROM ${step("keys")} WHERE NOT __hot)
  ORDER BY __key_id
)`,
  );
  return {
    name: step("cold"),
    comment: `${view.name}: entities with few rows, joined row by row`,
    body: printGrouped(context, {
      by: ["__probe_id"],
      cut: "__cut",
      tail,
      from: bounded
        ? `(
  SELECT *, unnest(list_distinct([${span(earliest)}, ${span("__cut")}])) AS __span FROM (
    ${cold}
  )
) p
JOIN (SELECT *, ${span("__et")} AS __span FROM (${rows})) r ON p.__key_id = r.__key_id AND p.__span = r.__span`
        : `(
  ${cold}
) p
JOIN (${rows}) r ON p.__key_id = r.__key_id`,
    }),
  };
}
