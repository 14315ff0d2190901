// Sums of hot entities whatever the lag, as of any instant: running totals by entry minus running totals by event time.
import { sumColumns, type TotalColumn } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import { type TotalRead, totalsOfProbes } from "./totals-of-probes.ts";
import { BEFORE_ALL_TIME, type BoundedWindow, type ViewContext, windowsOf } from "./view-context.ts";

/**
 * sum(window) = entered(end) - left(tail): what had entered by the window's end, less what had passed its tail; where
 * there is none, nothing ever leaves. A row whose lag outlasts its window would be taken away before it was added: in that window's
 * totals it does not count at all.
 */
export function sumsByEntry(context: ViewContext): Hot {
  const { step } = context;
  const windows = windowsOf(context, "prefix");
  return {
    steps: [enteredStep(context, windows), ...(windows.length === 0 ? [] : [leftStep(context, windows)])],
    joins: [
      `LEFT JOIN ${step("entered")} e ON p.__probe_id = e.__probe_id`,
      ...(windows.length === 0 ? [] : [`LEFT JOIN ${step("left")} l ON p.__probe_id = l.__probe_id`]),
    ],
    reads: context
      .lanesOf("prefix")
      .map(({ windowId, column }) =>
        context.windowOf(windowId).length === null ? `e.${column}` : `e.${column} - l.${column} AS ${column}`,
      ),
  };
}

/** One total runs over all entities: where there is no tail, what came before this one is taken away. */
function enteredStep(context: ViewContext, windows: readonly BoundedWindow[]): Step {
  const endless = context
    .lanesOf("prefix")
    .filter(({ windowId }) => context.windowOf(windowId).length === null)
    .map(({ column, windowId, lane: { id, type, takes, rare } }) => ({
      total: { name: column, of: id, merge: "sum", type, takes, rare } as const,
      read: { column, total: column, upTo: context.end(windowId, "__cut"), less: BEFORE_ALL_TIME },
    }));
  const ofWindows = totalsOf(context, windows, (id) => context.end(id, "__cut"));
  return totalsOfProbes(context, {
    name: "entered",
    comment: "totals over rows by the cut that first sees them, at the end of each window",
    rows: rowsBy(context, "__in", windows),
    totals: [...endless, ...ofWindows].map(({ total }) => total),
    reads: [...endless, ...ofWindows].map(({ read }) => read),
  });
}

function leftStep(context: ViewContext, windows: readonly BoundedWindow[]): Step {
  const ofWindows = totalsOf(context, windows, (id) => `(${context.tail(id, "__cut")} - 1)`);
  return totalsOfProbes(context, {
    name: "left",
    comment: "totals over rows by event time, at the tail of each window",
    rows: rowsBy(context, "__et", windows),
    totals: ofWindows.map(({ total }) => total),
    reads: ofWindows.map(({ read }) => read),
  });
}

/** Of the rows that count in each window. */
function totalsOf(
  context: ViewContext,
  windows: readonly BoundedWindow[],
  upTo: (windowId: string) => string,
): readonly { readonly total: TotalColumn; readonly read: TotalRead }[] {
  return context
    .lanesOf("prefix")
    .filter(({ windowId }) => windows.some(({ id }) => id === windowId))
    .map(({ column, windowId, lane: { id, type, takes, rare } }) => ({
      total: { name: column, of: id, counts: countsIn(windowId), merge: "sum", type, takes, rare },
      read: { column, total: column, upTo: upTo(windowId) },
    }));
}

/** By entity and time, with a column for each window that says whether a row has entered before it leaves. */
function rowsBy(context: ViewContext, time: string, windows: readonly BoundedWindow[]): string {
  const counts = windows.map(({ id, length, hop }) => {
    const leaves = `${context.dialect.floorTo("__et", String(hop))} + ${hop + length}`;
    return `(__in < ${leaves})::TINYINT AS ${countsIn(id)}`;
  });
  const lanes = sumColumns(context).map(({ name }) => name);
  return `SELECT ${["__key_id", `${time} AS __t`, ...lanes, ...counts].join(", ")} FROM ${context.step("hot_rows")}`;
}

function countsIn(windowId: string): string {
  return `counts_${windowId}`;
}
