// Minima and maxima over windows of hot entities: hops as tiles, settled tiles in two blocks, recent ones by their records.
import { onCutGrid } from "./cuts.ts";
import { beats, type WindowLane } from "./lanes.ts";
import { extremesByTime } from "./extremum-by-time.ts";
import { groupedLanes, laneColumns, laneRows, laneValues } from "./merged-lanes.ts";
import { byPlaces } from "./placed-rows.ts";
import { runningExtremes } from "./running-extremes.ts";
import type { Step } from "./statement.ts";
import type { Hot, SqlStrategy } from "./strategy.ts";
import { type BoundedWindow, boundedWindows, type ViewContext } from "./view-context.ts";

export const extremum: SqlStrategy = {
  // Tiles cost more to index and to look up than places and frames, and those more than running totals.
  hotFactor: ({ view }) => (view.lag.kind === "variable" ? 48 : 24),
  rowColumns: (context) => laneRows(context, "extremum"),
  columns: (context) => laneColumns(context, "extremum"),
  grouped: (context, frame) => groupedLanes(context, "extremum", frame),
  hot: (context) => byPlaces(context, context.view.lag.kind === "variable" ? byTiles : extremesByTime),
  values: (context, stages) => laneValues(context, "extremum", stages),
};

function byTiles(context: ViewContext): Hot {
  const lanes = context.lanesOf("extremum");
  const tiled = boundedWindows(context).filter(({ id }) => lanes.some(({ windowId }) => windowId === id));
  const parts = tiled.map((window) =>
    tiles(
      context,
      window,
      lanes.filter(({ windowId }) => windowId === window.id),
    ),
  );
  const endless = lanes.filter(({ windowId }) => context.windowOf(windowId).length === null);
  const all = endless.length === 0 ? parts : [...parts, runningExtremes(context, endless)];
  return {
    steps: all.flatMap((part) => part.steps),
    joins: all.flatMap((part) => part.joins),
    reads: all.flatMap((part) => part.reads),
  };
}

/**
 * A window's tail moves in hops, so within a hop's tile only rows that beat all that entered before them matter
 * (records). Tiles older than the greatest lag are settled: the best of a run of settled tiles is the best of two
 * overlapping runs of D tiles, and each of those is a suffix of one block of D tiles and a prefix of the next (van
 * Herk). Recent tiles, few by nature, are joined by the records of buckets of them. A hot entity costs what others do.
 */
function tiles(context: ViewContext, window: BoundedWindow, lanes: readonly WindowLane[]): Hot {
  const columns = lanes.map((lane) => lane.column).join(", ");
  const best = `b_${window.id}`;
  return {
    steps: [
      recordsStep(context, window, lanes),
      spanStep(context, window),
      blocksStep(context, window, lanes),
      runsStep(context, window),
      latelyStep(context, window, lanes),
      settledStep(context, window, lanes),
      recentStep(context, window, lanes),
    ],
    joins: [
      `LEFT JOIN (
    SELECT __probe_id, ${lanes.map(({ lane, column }) => `${lane.merged(column)} AS ${column}`).join(", ")}
    FROM (
      SELECT __probe_id, ${columns} FROM ${context.step(`settled_${window.id}`)}
      UNION ALL
      SELECT __probe_id, ${columns} FROM ${context.step(`recent_${window.id}`)}
    ) GROUP BY __probe_id
  ) ${best} ON p.__probe_id = ${best}.__probe_id`,
    ],
    reads: lanes.map(({ column }) => `${best}.${column}`),
  };
}

function recordsStep(context: ViewContext, window: BoundedWindow, lanes: readonly WindowLane[]): Step {
  const { hop, length } = window;
  const tile = context.dialect.floorDivide("__et", String(hop));
  const leaves = onCutGrid(context, `(${context.dialect.floorTo("__et", String(hop))} + ${hop + length})`);
  const earlier =
    "PARTITION BY __key_id, __tile ORDER BY __in ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING";
  const records = lanes.map(({ lane }) => beats(lane, `${lane.merged(lane.id)} OVER (${earlier})`));
  return {
    name: context.step(`records_${window.id}`),
    comment: `${context.view.name}: rows that beat all that entered their hop's tile before them`,
    body: `SELECT __key_id, __tile, __in, ${lanes.map(({ lane }) => lane.id).join(", ")}
FROM (SELECT *, ${tile} AS __tile FROM ${context.step("hot_rows")} WHERE __in < ${leaves})
QUALIFY ${records.join(" OR ")}`,
  };
}

/** One row: `__lag` greatest lag in microseconds, `__run` D in tiles (0: nothing settles), `__reach` tiles that recent ones span. */
function spanStep(context: ViewContext, window: BoundedWindow): Step {
  const { hop, length } = window;
  const run = context.dialect.floorDivide(`(${length} - __lag)`, String(hop));
  return {
    name: context.step(`span_${window.id}`),
    body: `SELECT __lag, greatest(0, ${run}) AS __run,
  CASE WHEN ${run} < 1 THEN ${Math.ceil(length / hop) + 2} ELSE __lag // ${hop} + 3 END AS __reach
FROM (
  SELECT coalesce(max(__in - __tile * ${hop}), 0) AS __lag FROM ${context.step(`records_${window.id}`)}
)`,
  };
}

function blocksStep(context: ViewContext, window: BoundedWindow, lanes: readonly WindowLane[]): Step {
  const scans = lanes.flatMap(({ lane }) => [
    `${lane.merged(lane.id)} OVER (PARTITION BY __key_id, __block ORDER BY __tile) AS ${lane.id}_prefix`,
    `${lane.merged(lane.id)} OVER (PARTITION BY __key_id, __block ORDER BY __tile DESC) AS ${lane.id}_suffix`,
  ]);
  return {
    name: context.step(`blocks_${window.id}`),
    comment: `${context.view.name}: prefix and suffix bests within blocks of settled tiles`,
    body: `SELECT __key_id, __tile, __block, ${scans.join(", ")}
FROM (
  SELECT __key_id, __tile, ${context.dialect.floorDivide("__tile", "any_value(s.__run)")} AS __block, ${lanes
    .map(({ lane }) => `${lane.merged(lane.id)} AS ${lane.id}`)
    .join(", ")}
  FROM ${context.step(`records_${window.id}`)} CROSS JOIN ${context.step(`span_${window.id}`)} s
  WHERE s.__run > 0 GROUP BY __key_id, __tile
)`,
  };
}

/** Each probe's tiles: from `__first`, settled before `__open`, up to `__last`. */
function runsStep(context: ViewContext, window: BoundedWindow): Step {
  const { id, hop, length } = window;
  const { floorDivide } = context.dialect;
  return {
    name: context.step(`runs_${window.id}`),
    body: `SELECT __probe_id, __key_id, __end, __run, __reach, __first, __last,
  CASE WHEN __run < 1 THEN __first ELSE ${floorDivide("(__end - __lag)", String(hop))} END AS __open
FROM (
  SELECT *, ${floorDivide(`(__end - ${length})`, String(hop))} AS __first, ${floorDivide("__end", String(hop))} AS __last
  FROM (
  SELECT p.__probe_id, p.__key_id, ${context.end(id, "p.__cut")} AS __end, s.__run, s.__reach, s.__lag
  FROM ${context.step("probes")} p JOIN ${context.step("keys")} k USING (__key_id) CROSS JOIN ${context.step(`span_${window.id}`)} s
  WHERE k.__hot
))`,
  };
}

function settledStep(context: ViewContext, window: BoundedWindow, lanes: readonly WindowLane[]): Step {
  const { floorDivide } = context.dialect;
  const side = (
    from: string,
    comparison: string,
    part: "prefix" | "suffix",
  ): string => `SELECT q.__probe_id, ${lanes
    .map(
      ({ lane, column }) =>
        `CASE WHEN b.__block = ${floorDivide("q.__at", "q.__run")} THEN b.${lane.id}_${part} END AS ${column}`,
    )
    .join(", ")}
FROM (
  SELECT __probe_id, __key_id, __run, unnest(${from}) AS __at FROM ${context.step(`runs_${window.id}`)} WHERE __run > 0
) q
ASOF JOIN ${context.step(`blocks_${window.id}`)} b ON q.__key_id = b.__key_id AND q.__at ${comparison} b.__tile`;
  return {
    name: context.step(`settled_${window.id}`),
    comment: `${context.view.name}: two overlapping runs of settled tiles, two look-ups each`,
    view: true,
    body: `${side("[__first + __run - 1, __open - 1]", ">=", "prefix")}
UNION ALL
${side("[__first, __open - __run]", "<=", "suffix")}`,
  };
}

/**
 * Buckets as wide as the recent tiles' reach: a probe touches two, a record is in one. Settled tiles that share a bucket with recent
 * ones may be looked at twice. Where no window begins within such a bucket (`__reach` is at most `__run`), only rows that beat all that
 * entered the bucket before them matter; elsewhere tiles stay apart.
 */
function latelyStep(context: ViewContext, window: BoundedWindow, lanes: readonly WindowLane[]): Step {
  const earlier =
    "PARTITION BY __key_id, __bucket, __apart ORDER BY __in ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING";
  const records = lanes.map(({ lane }) => beats(lane, `${lane.merged(lane.id)} OVER (${earlier})`));
  return {
    name: context.step(`lately_${window.id}`),
    comment: `${context.view.name}: of those, rows that beat all that entered their bucket of tiles before them`,
    body: `SELECT __key_id, __tile, __in, __bucket, ${lanes.map(({ lane }) => lane.id).join(", ")}
FROM (
  SELECT r.*, ${context.dialect.floorDivide("r.__tile", "s.__reach")} AS __bucket,
    CASE WHEN s.__reach > s.__run THEN r.__tile END AS __apart
  FROM ${context.step(`records_${window.id}`)} r CROSS JOIN ${context.step(`span_${window.id}`)} s
)
QUALIFY ${records.join(" OR ")}`,
  };
}

function recentStep(context: ViewContext, window: BoundedWindow, lanes: readonly WindowLane[]): Step {
  const { floorDivide } = context.dialect;
  const low = floorDivide("__open", "__reach");
  const high = floorDivide("__last", "__reach");
  return {
    name: context.step(`recent_${window.id}`),
    comment: `${context.view.name}: the best of the tiles that may still change`,
    view: true,
    body: `SELECT q.__probe_id, ${lanes.map(({ lane, column }) => `${lane.merged(`r.${lane.id}`)} AS ${column}`).join(", ")}
FROM (
  SELECT __probe_id, __key_id, __end, __first, unnest(list_distinct([${low}, ${high}])) AS __bucket
  FROM ${context.step(`runs_${window.id}`)}
) q
JOIN ${context.step(`lately_${window.id}`)} r ON q.__key_id = r.__key_id AND q.__bucket = r.__bucket
WHERE r.__tile >= q.__first AND r.__in <= q.__end
GROUP BY q.__probe_id`,
  };
}
