// Entities with few rows: each probe joined with each of its rows, every aggregate in one pass.
import { printGrouped } from "./grouped.ts";
import type { Step } from "./statement.ts";
import { boundedWindows, type ViewContext } from "./view-context.ts";

export function coldStep(context: ViewContext): Step {
  const tails = boundedWindows(context).map(
    (window) => `${context.tail(window.id, "__cut")} AS __tail_${window.id}`,
  );
  return {
    name: context.step("cold"),
    comment: `${context.view.name}: entities with few rows, joined row by row`,
    body: printGrouped(context, {
      by: ["__probe_id"],
      cut: "__cut",
      tail: (windowId) => `__tail_${windowId}`,
      from: `(
  SELECT ${["p.*", ...tails].join(", ")} FROM ${context.step("probes")} p JOIN ${context.step("keys")} k USING (__key_id) WHERE NOT k.__hot
) p
JOIN ${context.step("rows")} r ON p.__key_id = r.__key_id`,
    }),
  };
}
