// How many values of hot entities are different, where rows enter in the order of their event times: a value's rows between gaps.
import { lastEventTime } from "./cuts.ts";
import type { RowLane, WindowLane } from "./lanes.ts";
import type { TotalColumn } from "./running-totals.ts";
import type { Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import { type TotalRead, totalsOfProbes } from "./totals-of-probes.ts";
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

/**
 * Rows of a value with no gap as long as a window between them are a run, and the value counts once from the run's first row until its
 * last one has left. A run adds one at its first row and takes it away when the last leaves, a change of its own; a run of one row is
 * counted like any row, as the difference of two totals by event time, and needs none. So values that come once in a window, and values
 * that come all the time, both cost one row to sort for all windows together.
 */
export function valuesByTime(context: ViewContext): Hot {
  const lanes = context.lanesOf("distinct");
  const rows = [...new Set(lanes.map(({ lane }) => lane))];
  const counted = (lane: RowLane): string => context.step(`counted_${lane.id}`);
  return {
    steps: rows.flatMap((lane) => {
      const windows = lanes.filter((each) => each.lane === lane);
      return [runsStep(context, lane, windows), countedStep(context, lane, windows)];
    }),
    joins: rows.map(
      (lane) => `LEFT JOIN ${counted(lane)} d_${lane.id} ON p.__probe_id = d_${lane.id}.__probe_id`,
    ),
    reads: lanes.map(({ lane, windowId, column }) =>
      isBounded(context, windowId)
        ? `d_${lane.id}.${column} + d_${lane.id}.${aloneIn(column)} AS ${column}`
        : `d_${lane.id}.${column}`,
    ),
  };
}

/** A row of a value among its run's, by window; every other row is left out. */
const PART = { none: 0, alone: 1, first: 2, last: 3 } as const;

function runsStep(context: ViewContext, { id }: RowLane, windows: readonly WindowLane[]): Step {
  const parts = windows.map(({ windowId }) => `${partIn(context, windowId)}::TINYINT AS part_${windowId}`);
  // Of many windows no sum of bytes; `greatest` of all would take a third more time in this step.
  const any = ["0::SMALLINT", ...windows.map(({ windowId }) => `part_${windowId}`)].join(" + ");
  return {
    name: context.step(`runs_${id}`),
    comment: `${context.view.name}: which rows begin and end a run of their value, in each window`,
    body: `SELECT * FROM (
  SELECT __key_id, __et, ${parts.join(", ")}
  FROM (
    SELECT __key_id, __et, lag(__et) OVER same AS __before, lead(__et) OVER same AS __after
    FROM ${context.step("hot_rows")} WHERE ${id} IS NOT NULL WINDOW same AS (PARTITION BY __key_id, ${id} ORDER BY __et)
  )
) WHERE ${any} > ${PART.none}`,
  };
}

function partIn(context: ViewContext, windowId: string): string {
  if (!isBounded(context, windowId))
    return `CASE WHEN __before IS NULL THEN ${PART.first} ELSE ${PART.none} END`;
  const left = leftAt(context, windowId, "__et");
  const begins = `(__before IS NULL OR __et >= ${leftAt(context, windowId, "__before")})`;
  const ends = `(__after IS NULL OR __after >= ${left})`;
  return `CASE
    WHEN ${begins} THEN CASE WHEN ${ends} THEN ${PART.alone} ELSE ${PART.first} END
    WHEN ${ends} THEN ${PART.last} ELSE ${PART.none} END`;
}

/** The last event time that is visible when a row has just left: after the row's own, for windows outlast what rows take to be known. */
function leftAt(context: ViewContext, windowId: string, eventTime: string): string {
  const { length, hop } = context.windowOf(windowId);
  return lastEventTime(
    context,
    `(${context.dialect.floorTo(eventTime, String(hop))} + ${hop + (length ?? 0)})`,
  );
}

function countedStep(context: ViewContext, { id }: RowLane, windows: readonly WindowLane[]): Step {
  const runs = context.step(`runs_${id}`);
  const totals = windows.flatMap((window) => totalsOf(context, window));
  const added = totals.map(({ name, part }) => `(part_${part.windowId} = ${part.is})::TINYINT AS ${name}`);
  const bounded = windows.filter(({ windowId }) => isBounded(context, windowId));
  const left = bounded.map(({ windowId, column }) => {
    const taken = totals.map(({ name }) => (name === column ? "-1" : "0"));
    return `SELECT __key_id, ${leftAt(context, windowId, "__et")}, ${taken.join(", ")} FROM ${runs} WHERE part_${windowId} = ${PART.last}`;
  });
  return totalsOfProbes(context, {
    name: `counted_${id}`,
    comment: "runs that began and have not ended, and rows alone that have entered and not left",
    rows: [`SELECT __key_id, __et AS __t, ${added.join(", ")} FROM ${runs}`, ...left].join(
      "\n      UNION ALL\n      ",
    ),
    totals: totals.map(({ part, ...total }) => total),
    reads: windows.flatMap((window) => readsOf(context, window)),
  });
}

interface PartTotal extends TotalColumn {
  readonly part: { readonly windowId: string; readonly is: number };
}

function totalsOf(context: ViewContext, { windowId, column }: WindowLane): readonly PartTotal[] {
  const sum = { merge: "sum", type: "BIGINT" } as const;
  const first = { ...sum, name: column, part: { windowId, is: PART.first } };
  if (!isBounded(context, windowId)) return [{ ...first, takes: [1] }];
  return [
    { ...first, takes: [1, -1] },
    { ...sum, name: aloneIn(column), part: { windowId, is: PART.alone }, takes: [1] },
  ];
}

/** One total runs over all entities: what is never taken away, all that came before this one, and rows before the tail are left out. */
function readsOf(context: ViewContext, { windowId, column }: WindowLane): readonly TotalRead[] {
  const upTo = lastEventTime(context, context.end(windowId, "__cut"));
  if (!isBounded(context, windowId)) return [{ column, total: column, upTo, less: BEFORE_ALL_TIME }];
  const alone = aloneIn(column);
  return [
    { column, total: column, upTo },
    { column: alone, total: alone, upTo, less: `(${context.tail(windowId, "__cut")} - 1)` },
  ];
}

function aloneIn(column: string): string {
  return `${column}_alone`;
}

function isBounded(context: ViewContext, windowId: string): boolean {
  return context.windowOf(windowId).length !== null;
}
