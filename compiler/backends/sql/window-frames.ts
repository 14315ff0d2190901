// Windows of hot entities as frames, where rows enter in the order of their event times: rows and probes stand in one order.
import { lastEventTime } from "./cuts.ts";
import type { Step } from "./statement.ts";
import { type BoundTotal, totalsAtBounds } from "./totals-at-bounds.ts";
import { BEFORE_ALL_TIME, type ViewContext } from "./view-context.ts";

export interface WindowFrames {
  /** Of the step, such as `frames_l0_w0`. */
  readonly name: string;
  readonly windowIds: readonly string[];
  /** The rows that stand in the order, as a SELECT of `__key_id`, `__t` (event time) and the columns that aggregates read. */
  readonly rows: string;
  /** Whether each window's number of rows is asked for: `rows_w0`. */
  readonly counted: boolean;
  /** How many questions a probe has, each with a place of its own: to ask one question of more rows is cheaper than to ask many. */
  readonly asks: number;
}

/**
 * One row a probe: `__probe_id`, `__key_id`, `__t`, and for each window `from_w0` and `to_w0`, how many places before the first of its
 * probe's it begins and ends: it is empty where that is the wrong way round.
 */
export function framesStep(
  context: ViewContext,
  { name, windowIds, rows, counted, asks }: WindowFrames,
): Step {
  const own = lastEventTime(context, "__cut");
  const bounds = [own];
  const at = (total: string, bound: string): string => {
    if (!bounds.includes(bound)) bounds.push(bound);
    return `max(CASE WHEN __bound = ${bounds.indexOf(bound)} THEN ${total} END)`;
  };
  const places = windowIds.flatMap((id) => {
    const { length, before } = context.windowOf(id);
    const tail = length === null ? BEFORE_ALL_TIME : `(${context.tail(id, "__cut")} - 1)`;
    const end = lastEventTime(context, context.end(id, "__cut"));
    return [
      place(`greatest(${at("__n", own)} - ${at("__n", tail)} - ${asks}, 0)`, `from_${id}`),
      ...(before === 0
        ? []
        : [place(`greatest(${at("__n", own)} - ${at("__n", end)} - ${asks - 1}, 1)`, `to_${id}`)]),
      ...(counted ? [`greatest(${at("__rows", end)} - ${at("__rows", tail)}, 0) AS rows_${id}`] : []),
    ];
  });
  const rowsUpTo = (over: string): string => `count(*) FILTER (__bound IS NULL) ${over}`;
  const totals: readonly BoundTotal[] = [
    {
      name: "__n",
      reads: [],
      running: (over) => `${rowsUpTo(over)} + ${asks} * count(*) FILTER (__bound = 0) ${over}`,
    },
    ...(counted ? [{ name: "__rows", reads: [], running: rowsUpTo }] : []),
  ];
  const read = totalsAtBounds(context, totals, bounds, {
    rows: `SELECT __key_id, __t FROM (${rows})`,
    columns: ["__probe_id", "__key_id", "__t", "__bound"],
  });
  return {
    name: context.step(name),
    comment: `${context.view.name}: how many rows and probes lie between each probe and the ends of its windows`,
    body: `SELECT __probe_id, any_value(__key_id) AS __key_id, max(CASE WHEN __bound = 0 THEN __t END) AS __t, ${places.join(", ")}
FROM (
${read}
)
GROUP BY __probe_id`,
  };
}

/** Every row of the order carries its places along: half as wide they take an eighth less time at 50 M rows. */
function place(sql: string, name: string): string {
  return `${sql}::UINTEGER AS ${name}`;
}

/** The frame that follows an aggregate of `atFrames`. */
export function overFrame(context: ViewContext, windowId: string): string {
  const to = context.windowOf(windowId).before === 0 ? "1" : `to_${windowId}`;
  return `OVER (same ROWS BETWEEN from_${windowId} PRECEDING AND ${to} PRECEDING)`;
}

/**
 * SELECT of `__probe_id` and `found`, aggregates over frames of the rows' `columns`; places of each key in their order. Times are spread
 * so that a probe's places follow the rows of its instant: `__ask` counts them from 0 on.
 */
export function atFrames(
  context: ViewContext,
  { name, windowIds, rows, counted, asks }: WindowFrames,
  columns: readonly string[],
  found: readonly string[],
): string {
  const frames = windowIds.flatMap((id) =>
    context.windowOf(id).before === 0 ? [`from_${id}`] : [`from_${id}`, `to_${id}`],
  );
  const counts = counted ? windowIds.map((id) => `rows_${id}`) : [];
  // A row's own frames are empty: nothing is computed for it.
  const ofRow = [...frames, ...counts].map((frame) => place(frame.startsWith("to") ? "1" : "0", frame));
  const nulls = columns.map(() => "NULL");
  const placed = [...frames.map((frame) => place(`(${frame} + __ask)`, frame)), ...counts];
  const spread = `${asks + 1} * __t`;
  return `SELECT * FROM (
  SELECT __probe_id, ${found.join(", ")}
  FROM (
    SELECT __key_id, ${spread} AS __t, NULL::UINTEGER AS __probe_id, 0 AS __ask, ${[...columns, ...ofRow].join(", ")} FROM (${rows})
    UNION ALL
    SELECT __key_id, ${spread} + 1 + __ask, __probe_id, __ask, ${[...nulls, ...placed].join(", ")}
    FROM (SELECT *, unnest(range(${asks}))::INTEGER AS __ask FROM ${context.step(name)})
  ) WINDOW same AS (PARTITION BY __key_id ORDER BY __t)
) WHERE __probe_id IS NOT NULL`;
}
