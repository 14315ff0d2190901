// Latest values of hot entities whatever the lag: rows ranked by time, looked up by the greatest rank that has entered.
import { inputOf, inputsOf, type LatestGroup, rowOrder, value } from "./latest-rows.ts";
import { runningTotals } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

/**
 * Rows are ranked in the total order, and the latest of those that entered is a running maximum of ranks by entry. A
 * bounded window keeps the latest row where its event time is within: no later one is visible.
 */
export function byRank(context: ViewContext, groups: readonly LatestGroup[]): Hot {
  const { step } = context;
  const skipped = [...new Set(groups.flatMap(({ skips }) => (skips === null ? [] : [skips])))];
  const ends = [...new Set(groups.map(({ windowId }) => context.end(windowId, "p.__cut")))];
  const lookUp = (group: LatestGroup): string => `n${ends.indexOf(context.end(group.windowId, "p.__cut"))}`;
  const read = inputsOf(context).map((input) => `${value(context, input)} AS ${input}`);
  return {
    steps: [rankedStep(context, skipped), enteredStep(context, skipped)],
    joins: [
      ...ends.map(
        (end, index) =>
          `ASOF LEFT JOIN ${step("ranks")} n${index} ON p.__key_id = n${index}.__key_id AND ${end} >= n${index}.__t`,
      ),
      ...groups.map((group) => {
        const tail =
          context.windowOf(group.windowId).length === null ? null : context.tail(group.windowId, "p.__cut");
        // Ranks rise over all entities: where this one has no row yet, the rank is another's.
        return `LEFT JOIN (SELECT ${["__key_id", "__rank", "__et", ...read].join(", ")} FROM ${step("ranked")}) r_${group.name}
  ON ${lookUp(group)}.${rankOf(group.skips)} = r_${group.name}.__rank AND p.__key_id = r_${group.name}.__key_id${
    tail === null ? "" : ` AND r_${group.name}.__et >= ${tail}`
  }`;
      }),
    ],
    reads: groups.flatMap((group) =>
      group.atoms.flatMap((atom) => [
        `r_${group.name}.${inputOf(atom)} AS ${atom.id}_v`,
        `r_${group.name}.__et AS ${atom.id}_t`,
      ]),
    ),
  };
}

function rankOf(skips: string | null): string {
  return skips === null ? "__rank" : `__rank_${skips}`;
}

/** `__rank`: the row's place in the total order, over all entities; `__rank_x2`: 0 where that input is null. */
function rankedStep(context: ViewContext, skipped: readonly string[]): Step {
  const ranks = skipped.map(
    (input) => `CASE WHEN ${input} IS NOT NULL THEN __rank ELSE 0 END AS ${rankOf(input)}`,
  );
  return {
    name: context.step("ranked"),
    comment: `${context.view.name}: rows of hot entities, ranked by time`,
    body: `SELECT ${["*", ...ranks].join(", ")}
FROM (
  SELECT ${["__key_id", "__in", "__et", ...inputsOf(context)].join(", ")}, row_number() OVER (ROWS UNBOUNDED PRECEDING) AS __rank
  FROM (SELECT * FROM ${context.step("hot_rows")} ORDER BY __key_id, ${rowOrder(context).join(", ")})
)`,
  };
}

function enteredStep(context: ViewContext, skipped: readonly string[]): Step {
  const names = ["__rank", ...skipped.map(rankOf)];
  const columns = names.map((name) => ({ name, merge: "max", type: "BIGINT" }) as const);
  return {
    name: context.step("ranks"),
    comment: `${context.view.name}: the latest row of those that have entered, by the cut that first sees them`,
    body: runningTotals(context, {
      rows: `SELECT __key_id, __in AS __t, ${names.map((name) => `max(${name}) AS ${name}`).join(", ")} FROM ${context.step("ranked")} GROUP BY ALL`,
      totals: columns,
    }),
  };
}
