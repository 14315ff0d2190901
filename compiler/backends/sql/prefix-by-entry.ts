// Sums of hot entities whatever the lag, as of any instant: running totals by entry minus running totals by event time.
import { greatestCommonDivisor } from "./cuts.ts";
import { groupedTotals, rowsBy, sumColumns } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import { totalsOfProbes } from "./totals-of-probes.ts";
import { BEFORE_ALL_TIME, type BoundedWindow, type ViewContext, windowsOf } from "./view-context.ts";

/**
 * sum(window) = entered(end) - left(tail): what had entered by the window's end, less what had passed its tail; where
 * there is none, nothing ever leaves. A row whose lag outlasts its window would be taken away before it was added; `overdue`
 * puts that back.
 */
export function sumsByEntry(context: ViewContext): Hot {
  const { step } = context;
  const lanes = context.lanesOf("prefix");
  const windows = windowsOf(context, "prefix");
  const overdue = windows.map((window) => overdueStep(context, window));
  return {
    steps: [enteredStep(context), ...(windows.length === 0 ? [] : [leftStep(context, windows)]), ...overdue],
    joins: [
      `LEFT JOIN ${step("entered")} e ON p.__probe_id = e.__probe_id`,
      ...(windows.length === 0 ? [] : [`LEFT JOIN ${step("left")} l ON p.__probe_id = l.__probe_id`]),
      ...windows.map(
        ({ id }) => `LEFT JOIN ${step(`overdue_${id}`)} o_${id} ON p.__probe_id = o_${id}.__probe_id`,
      ),
    ],
    reads: lanes.map(({ windowId, column }) =>
      context.windowOf(windowId).length === null
        ? `e.${column}`
        : `e.${column} - l.${column} + o_${windowId}.${column} AS ${column}`,
    ),
  };
}

/** One total runs over all entities: where there is no tail, what came before this one is taken away. */
function enteredStep(context: ViewContext): Step {
  return totalsOfProbes(context, {
    name: "entered",
    comment: "totals over rows by the cut that first sees them, at the end of each window",
    ...rowsBy(context, "__in"),
    reads: context.lanesOf("prefix").map(({ lane, windowId, column }) => ({
      column,
      total: lane.id,
      upTo: context.end(windowId, "__cut"),
      ...(context.windowOf(windowId).length === null ? { less: BEFORE_ALL_TIME } : {}),
    })),
  });
}

/** Every tail is a multiple of its own hop, so event times rounded down to the hops' common divisor tell no less. */
function leftStep(context: ViewContext, windows: readonly BoundedWindow[]): Step {
  const hop = windows.map((window) => window.hop).reduce(greatestCommonDivisor);
  const time = context.dialect.floorTo("__et", String(hop));
  return totalsOfProbes(context, {
    name: "left",
    comment: "totals over rows by event time, at the tail of each window",
    ...groupedTotals(context, time),
    reads: context
      .lanesOf("prefix")
      .filter(({ windowId }) => windows.some(({ id }) => id === windowId))
      .map(({ lane, windowId, column }) => ({
        column,
        total: lane.id,
        upTo: `(${context.tail(windowId, "__cut")} - 1)`,
      })),
  });
}

/** What rows that enter after the window passed them take away from the difference: from when it would have passed them until they enter. */
function overdueStep(context: ViewContext, { id, length, hop }: BoundedWindow): Step {
  const leaves = `(${context.dialect.floorTo("__et", String(hop))} + ${hop + length})`;
  const totals = sumColumns(context);
  const lanes = totals.map(({ name }) => name);
  return totalsOfProbes(context, {
    name: `overdue_${id}`,
    comment: "rows that become known after a window has passed them never count in it",
    rows: `SELECT __key_id, __t, ${lanes.map((lane) => `__sign * ${lane} AS ${lane}`).join(", ")} FROM (
      SELECT __key_id, unnest([${leaves}, __in]) AS __t, unnest([1, -1]) AS __sign, ${lanes.join(", ")}
      FROM ${context.step("hot_rows")} WHERE __in > ${leaves}
    )`,
    totals: totals.map(({ takes, ...total }) => ({
      ...total,
      takes: takes?.flatMap((value) => [value, -value]),
    })),
    reads: context
      .lanesOf("prefix")
      .filter(({ windowId }) => windowId === id)
      .map(({ lane, column }) => ({ column, total: lane.id, upTo: context.end(id, "__cut") })),
  });
}
