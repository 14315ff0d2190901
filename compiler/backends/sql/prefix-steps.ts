// Hot entities: running totals by entry minus running totals by event time, each looked up once.
import { onCutGrid } from "./cuts.ts";
import { latestGroups } from "./latest.ts";
import { merged, runningTotals, type TotalColumn } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/**
 * sum(window) = entered(cut) - left(tail): what had entered by the cut, less what had passed the window's tail. A row
 * whose lag outlasts its window would be taken away before it was added; `overdue` puts that back. The latest value
 * is the greatest rank among what had entered.
 */
export function prefixSteps(context: ViewContext): readonly Step[] {
  const steps: Step[] = [];
  const entering = [...sumColumns(context), ...rankColumns(context)];
  if (entering.length > 0) {
    steps.push({
      name: context.step("entered"),
      comment: `${context.view.name}: totals over rows by the cut that first sees them`,
      body: runningTotals(context, entering, groupedRows(context, "__in", entering)),
    });
  }
  if (context.sums.length > 0) {
    const hop = String(commonHop(context));
    steps.push({
      name: context.step("passed"),
      comment: `${context.view.name}: totals over rows by event time, for the tails of windows`,
      body: runningTotals(
        context,
        sumColumns(context),
        groupedRows(context, context.dialect.floorTo("__et", hop), sumColumns(context)),
      ),
    });
    if (context.view.lag.kind === "variable") steps.push(overdueStep(context));
    steps.push(leftStep(context));
  }
  return steps;
}

function groupedRows(context: ViewContext, time: string, columns: readonly TotalColumn[]): string {
  return `SELECT __key_id, ${time} AS __t, ${merged(columns)} FROM ${context.step("hot_rows")} GROUP BY ALL`;
}

/** Per window and lane: what rows that enter after their window passed them take away from the difference. */
function overdueStep(context: ViewContext): Step {
  const parts = windowsOf(context).map((windowId) => {
    const { length, hop } = context.windowOf(windowId);
    const leaves = `(${context.dialect.floorTo("__et", String(hop))} + ${hop + length})`;
    const lanes = context.sums.filter((lane) => lane.windowId === windowId);
    return `SELECT __key_id, __t, ${lanes.map((lane) => `__sign * ${lane.lane.id} AS ${lane.column}`).join(", ")} FROM (
      SELECT __key_id, unnest([${onCutGrid(context, leaves)}, __in]) AS __t, unnest([1, -1]) AS __sign, ${lanes.map((lane) => lane.lane.id).join(", ")}
      FROM ${context.step("hot_rows")} WHERE __in > ${leaves}
    )`;
  });
  const columns = context.sums.map(
    (lane): TotalColumn => ({ name: lane.column, merge: "sum", type: lane.lane.type }),
  );
  const grouped = `SELECT __key_id, __t, ${columns.map(({ name }) => `sum(coalesce(${name}, 0)) AS ${name}`).join(", ")} FROM (
    ${parts.join("\n    UNION ALL BY NAME\n    ")}
    ) GROUP BY ALL`;
  return {
    name: context.step("overdue"),
    comment: `${context.view.name}: rows that become known after a window has passed them never count in it`,
    body: runningTotals(context, columns, grouped),
  };
}

/** All tails of a probe in one look-up, then one row a probe. */
function leftStep(context: ViewContext): Step {
  const windows = windowsOf(context);
  const tails = windows.map((windowId) => `${context.tail(windowId, "__cut")} - 1`);
  const lanes = sumColumns(context).map((column) => column.name);
  const pivoted = context.sums.map(
    (lane) => `sum(${lane.lane.id}) FILTER (__window = ${windows.indexOf(lane.windowId)}) AS ${lane.column}`,
  );
  return {
    name: context.step("left"),
    comment: `${context.view.name}: the totals at the tail of each window`,
    body: `SELECT __probe_id, ${pivoted.join(", ")}
FROM (
  SELECT p.__probe_id, p.__window, ${lanes.map((lane) => `s.${lane}`).join(", ")}
  FROM (
    SELECT __probe_id, __key_id, unnest([${windows.map((_, index) => index).join(", ")}]) AS __window, unnest([${tails.join(", ")}]) AS __tail
    FROM ${context.step("probes")} JOIN ${context.step("keys")} USING (__key_id) WHERE __hot
  ) p
  ASOF LEFT JOIN ${context.step("passed")} s ON p.__key_id = s.__key_id AND p.__tail >= s.__t
)
GROUP BY __probe_id`,
  };
}

function sumColumns(context: ViewContext): readonly TotalColumn[] {
  const lanes = new Map(context.sums.map(({ lane }) => [lane.id, lane]));
  return [...lanes.values()].map((lane) => ({ name: lane.id, merge: "sum", type: lane.type }));
}

function rankColumns(context: ViewContext): readonly TotalColumn[] {
  const names = latestGroups(context).map((group) =>
    group.counts === null ? "__rank" : `__rank_${group.name}`,
  );
  return names.map((name) => ({ name, merge: "max", type: "BIGINT" }));
}

function windowsOf(context: ViewContext): readonly string[] {
  return [...new Set(context.sums.map((lane) => lane.windowId))];
}

/** Every tail is a multiple of its own hop, so event times rounded down to the hops' common divisor tell no less. */
function commonHop(context: ViewContext): number {
  return context.sums.map((lane) => context.windowOf(lane.windowId).hop).reduce(greatestCommonDivisor);
}

function greatestCommonDivisor(left: number, right: number): number {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
