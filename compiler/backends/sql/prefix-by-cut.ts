// Sums of hot entities whatever the lag, where all cuts are on a grid: totals by entry are grouped, and looked up.
import { greatestCommonDivisor, onCutGrid } from "./cuts.ts";
import { hotProbes } from "./probe-steps.ts";
import { groupedTotals, runningTotals, sumColumns, type TotalColumn } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import { BEFORE_ALL_TIME, type BoundedWindow, type ViewContext, windowsOf } from "./view-context.ts";

/**
 * The sums of prefix-by-entry.ts. There probes are sorted among the rows, which costs less where rows outnumber them, and its memory is
 * bounded whatever the lags; look-ups cost less where probes are about as many (ADR 3).
 *
 * sum(window) = entered(end) - left(tail): what had entered by the window's end, less what had passed its tail; where
 * there is none, nothing ever leaves. A row whose lag outlasts its window would be taken away before it was added; `overdue`
 * puts that back.
 */
export function sumsByCut(context: ViewContext): Hot {
  const { step } = context;
  const lanes = context.lanesOf("prefix");
  const windows = windowsOf(context, "prefix");
  const leaving = windows.length > 0;
  const ends = [...new Set(lanes.map(({ windowId }) => context.end(windowId, "p.__cut")))];
  const endless = lanes.some(({ windowId }) => context.windowOf(windowId).length === null);
  return {
    steps: [
      enteredStep(context),
      ...(leaving ? [passedStep(context, windows), leftStep(context, windows)] : []),
      ...(leaving ? [overdueStep(context, windows)] : []),
    ],
    joins: [
      ...ends.map(
        (end, at) =>
          `ASOF LEFT JOIN ${step("entered")} e${at} ON p.__key_id = e${at}.__key_id AND ${end} >= e${at}.__t`,
      ),
      ...(leaving
        ? [`ASOF LEFT JOIN ${step("overdue")} o ON p.__key_id = o.__key_id AND p.__cut >= o.__t`]
        : []),
      // One total runs over all entities: without a tail, what came before this one is taken away.
      ...(endless
        ? [`LEFT JOIN ${step("entered")} f ON p.__key_id = f.__key_id AND f.__t = ${BEFORE_ALL_TIME}`]
        : []),
      ...(leaving ? [`LEFT JOIN ${step("left")} l ON p.__probe_id = l.__probe_id`] : []),
    ],
    reads: lanes.map(({ lane, windowId, column }) => {
      const entered = `e${ends.indexOf(context.end(windowId, "p.__cut"))}.${lane.id}`;
      if (context.windowOf(windowId).length === null) return `${entered} - f.${lane.id} AS ${column}`;
      return `${entered} - l.${column} + o.${column} AS ${column}`;
    }),
  };
}

function enteredStep(context: ViewContext): Step {
  return {
    name: context.step("entered"),
    comment: `${context.view.name}: totals over rows by the cut that first sees them`,
    body: runningTotals(context, groupedTotals(context, "__in")),
  };
}

/** Every tail is a multiple of its own hop, so event times rounded down to the hops' common divisor tell no less. */
function passedStep(context: ViewContext, windows: readonly BoundedWindow[]): Step {
  const hop = windows.map((window) => window.hop).reduce(greatestCommonDivisor);
  const time = context.dialect.floorTo("__et", String(hop));
  return {
    name: context.step("passed"),
    comment: `${context.view.name}: totals over rows by event time, for the tails of windows`,
    body: runningTotals(context, groupedTotals(context, time)),
  };
}

/** Per window and lane: what rows that enter after their window passed them take away from the difference. */
function overdueStep(context: ViewContext, windows: readonly BoundedWindow[]): Step {
  const lanes = context.lanesOf("prefix").filter(({ windowId }) => windows.some(({ id }) => id === windowId));
  const parts = windows.map(({ id, length, hop, before }) => {
    const leaves = `(${context.dialect.floorTo("__et", String(hop))} + ${hop + length})`;
    const ofWindow = lanes.filter(({ windowId }) => windowId === id);
    const columns = ofWindow.map(({ lane }) => lane.id).join(", ");
    // Looked up at the cut, which sees a window's end `before` later.
    const from = `${onCutGrid(context, leaves)}${before === 0 ? "" : ` + ${before}`}`;
    const to = `__in${before === 0 ? "" : ` + ${before}`}`;
    return `SELECT __key_id, __t, ${ofWindow.map(({ lane, column }) => `__sign * ${lane.id} AS ${column}`).join(", ")} FROM (
      SELECT __key_id, unnest([${from}, ${to}]) AS __t, unnest([1, -1]) AS __sign, ${columns}
      FROM ${context.step("hot_rows")} WHERE __in > ${leaves}
    )`;
  });
  const columns = lanes.map(
    ({ lane, column }): TotalColumn => ({ name: column, merge: "sum", type: lane.type, rare: lane.rare }),
  );
  const grouped = `SELECT __key_id, __t, ${columns.map(({ name }) => `sum(coalesce(${name}, 0)) AS ${name}`).join(", ")} FROM (
    ${parts.join("\n    UNION ALL BY NAME\n    ")}
    ) GROUP BY ALL`;
  return {
    name: context.step("overdue"),
    comment: `${context.view.name}: rows that become known after a window has passed them never count in it`,
    body: runningTotals(context, { rows: grouped, totals: columns }),
  };
}

/** All tails of a probe in one look-up, then one row a probe. */
function leftStep(context: ViewContext, windows: readonly BoundedWindow[]): Step {
  const ids = windows.map(({ id }) => id);
  const tails = ids.map((id) => `${context.tail(id, "__cut")} - 1`);
  const lanes = sumColumns(context).map((column) => column.name);
  const pivoted = context
    .lanesOf("prefix")
    .filter(({ windowId }) => ids.includes(windowId))
    .map(
      ({ lane, windowId, column }) =>
        `sum(CASE WHEN __window = ${ids.indexOf(windowId)} THEN ${lane.id} END) AS ${column}`,
    );
  return {
    name: context.step("left"),
    comment: `${context.view.name}: the totals at the tail of each window`,
    body: `SELECT __probe_id, ${pivoted.join(", ")}
FROM (
  SELECT p.__probe_id, p.__window, ${lanes.map((lane) => `s.${lane}`).join(", ")}
  FROM (
    ${hotProbes(context, ["__probe_id", "__key_id", `unnest(range(${ids.length})) AS __window`, `unnest([${tails.join(", ")}]) AS __tail`])}
  ) p
  ASOF LEFT JOIN ${context.step("passed")} s ON p.__key_id = s.__key_id AND p.__tail >= s.__t
)
GROUP BY __probe_id`,
  };
}
