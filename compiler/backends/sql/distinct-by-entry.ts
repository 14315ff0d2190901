// How many values of hot entities are different, whatever the lags: spans in which a value counts, by when its rows enter and leave.
import type { RowLane, WindowLane } from "./lanes.ts";
import { leavesAt } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import { totalsOfProbes } from "./totals-of-probes.ts";
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

/**
 * A row counts from the cut that first sees it until its window's tail has passed it. Where those spans of one value
 * touch they are one island: the value counts once from its start to its end. Each island adds one at its start and takes it away
 * at its end, whatever the lags, and one look-up in the running total gives a window.
 */
export function valuesByEntry(context: ViewContext): Hot {
  const lanes = context.lanesOf("distinct");
  const rows = [...new Set(lanes.map(({ lane }) => lane))];
  const { step } = context;
  return {
    steps: rows.flatMap((lane) => {
      const windows = lanes.filter((each) => each.lane === lane);
      return [spansStep(context, lane, windows), ...windows.map((each) => totalsStep(context, each))];
    }),
    joins: lanes.map(
      ({ column }) =>
        `LEFT JOIN ${step(`distinct_${column}`)} d_${column} ON p.__probe_id = d_${column}.__probe_id`,
    ),
    reads: lanes.map(({ column }) => `d_${column}.${column}`),
  };
}

/** When each row's value counts, by window: `out_w0` its end, `until_w0` the end of what came before it. */
function spansStep(context: ViewContext, lane: RowLane, windows: readonly WindowLane[]): Step {
  const same = `PARTITION BY __key_id, ${lane.id} ORDER BY __in`;
  const ends = windows.map(({ windowId }) => `${leavesAt(context, windowId)} AS out_${windowId}`);
  const untils = windows.map(
    ({ windowId }) =>
      `max(out_${windowId}) OVER (${same} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until_${windowId}`,
  );
  return {
    name: context.step(`spans_${lane.id}`),
    comment: `${context.view.name}: from when until when each value counts`,
    body: `SELECT __key_id, __in, ${windows.map(({ windowId }) => `out_${windowId}`).join(", ")},
  ${untils.join(", ")},
  lead(__in) OVER (${same}) IS NULL AS __last
FROM (SELECT __key_id, __in, ${lane.id}, ${ends.join(", ")} FROM ${context.step("hot_rows")} WHERE ${lane.id} IS NOT NULL)`,
  };
}

/** An island's end is told by the next one's first row, the last island's by the value's last row. */
function totalsStep(context: ViewContext, { lane, windowId, column }: WindowLane): Step {
  const out = `out_${windowId}`;
  const until = `until_${windowId}`;
  const starts = `(${out} IS NOT NULL AND (${until} IS NULL OR __in > ${until}))`;
  const end = `greatest(${out}, ${until})`;
  const bounded = context.windowOf(windowId).length !== null;
  const spans = context.step(`spans_${lane.id}`);
  const changes = [
    `SELECT __key_id, __in AS __t, 1 AS __n FROM ${spans} WHERE ${starts}`,
    ...(bounded
      ? [
          `SELECT __key_id, ${until}, -1 FROM ${spans} WHERE ${until} IS NOT NULL AND ${starts}`,
          `SELECT __key_id, ${end}, -1 FROM ${spans} WHERE __last AND ${end} IS NOT NULL`,
        ]
      : []),
  ];
  return totalsOfProbes(context, {
    name: `distinct_${column}`,
    comment: "how many values count, as a running total",
    rows: changes.join("\n      UNION ALL\n      "),
    totals: [{ name: "__n", merge: "sum", type: "BIGINT", takes: bounded ? [1, -1] : [1] }],
    // Values that never leave: one total runs over all entities, so what came before this one is taken away.
    reads: [
      {
        column,
        total: "__n",
        upTo: context.end(windowId, "__cut"),
        ...(bounded ? {} : { less: BEFORE_ALL_TIME }),
      },
    ],
  });
}
