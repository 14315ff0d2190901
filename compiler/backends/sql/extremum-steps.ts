// Minima and maxima over windows of hot entities: hops as tiles, settled tiles in two blocks, recent ones by their records.
import type { WindowLane } from "./lanes.ts";
import { onCutGrid } from "./cuts.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/**
 * A window's tail moves in hops, so within a hop's tile only rows that beat all that entered before them matter
 * (records). Tiles older than the greatest lag are settled: the best of a run of settled tiles is the best of two
 * overlapping runs of D tiles, and each of those is a suffix of one block of D tiles and a prefix of the next (van
 * Herk). Recent tiles, few by nature, are joined by their records. A hot entity costs what others do.
 */
export function extremumSteps(context: ViewContext): readonly Step[] {
  const windows = [...new Set(context.extremes.map((lane) => lane.windowId))];
  return windows.flatMap((windowId) => {
    const lanes = context.extremes.filter((lane) => lane.windowId === windowId);
    return [
      recordsStep(context, windowId, lanes),
      spanStep(context, windowId),
      blocksStep(context, windowId, lanes),
      runsStep(context, windowId),
      settledStep(context, windowId, lanes),
      recentStep(context, windowId, lanes),
    ];
  });
}

/** The columns that `hot` joins: `best_w0(__probe_id, l3_w0, ...)`. */
export function extremumResult(context: ViewContext, windowId: string): string {
  const lanes = context.extremes.filter((lane) => lane.windowId === windowId);
  const columns = lanes.map((lane) => lane.column).join(", ");
  return `(
    SELECT __probe_id, ${lanes.map((lane) => `${lane.lane.merge}(${lane.column}) AS ${lane.column}`).join(", ")}
    FROM (
      SELECT __probe_id, ${columns} FROM ${context.step(`settled_${windowId}`)}
      UNION ALL
      SELECT __probe_id, ${columns} FROM ${context.step(`recent_${windowId}`)}
    ) GROUP BY __probe_id
  )`;
}

function recordsStep(context: ViewContext, windowId: string, lanes: readonly WindowLane[]): Step {
  const { hop, length } = context.windowOf(windowId);
  const tile = context.dialect.floorDivide("__et", String(hop));
  const leaves = onCutGrid(context, `(${context.dialect.floorTo("__et", String(hop))} + ${hop + length})`);
  const earlier =
    "PARTITION BY __key_id, __tile ORDER BY __in ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING";
  const beats = lanes.map(({ lane }) => {
    const best = `${lane.merge}(${lane.id}) OVER (${earlier})`;
    const sign = lane.merge === "max" ? ">" : "<";
    return `(${lane.id} IS NOT NULL AND coalesce(${lane.id} ${sign} ${best}, true))`;
  });
  return {
    name: context.step(`records_${windowId}`),
    comment: `${context.view.name}: rows that beat all that entered their hop's tile before them`,
    body: `SELECT __key_id, __tile, __in, ${lanes.map(({ lane }) => lane.id).join(", ")}
FROM (
  SELECT __key_id, ${tile} AS __tile, __in, ${lanes.map(({ lane }) => `${lane.merge}(${lane.id}) AS ${lane.id}`).join(", ")}
  FROM ${context.step("hot_rows")} WHERE __in < ${leaves} GROUP BY ALL
)
QUALIFY ${beats.join(" OR ")}`,
  };
}

/** One row: `__lag` greatest lag in microseconds, `__run` D in tiles (0: nothing settles), `__reach` tiles that recent ones span. */
function spanStep(context: ViewContext, windowId: string): Step {
  const { hop, length } = context.windowOf(windowId);
  const run = context.dialect.floorDivide(`(${length} - __lag)`, String(hop));
  return {
    name: context.step(`span_${windowId}`),
    body: `SELECT __lag, greatest(0, ${run}) AS __run,
  CASE WHEN ${run} < 1 THEN ${Math.ceil(length / hop) + 2} ELSE __lag // ${hop} + 3 END AS __reach
FROM (
  SELECT coalesce(max(__in - __tile * ${hop}), 0) AS __lag FROM ${context.step(`records_${windowId}`)}
)`,
  };
}

function blocksStep(context: ViewContext, windowId: string, lanes: readonly WindowLane[]): Step {
  const scans = lanes.flatMap(({ lane }) => [
    `${lane.merge}(${lane.id}) OVER (PARTITION BY __key_id, __block ORDER BY __tile) AS ${lane.id}_prefix`,
    `${lane.merge}(${lane.id}) OVER (PARTITION BY __key_id, __block ORDER BY __tile DESC) AS ${lane.id}_suffix`,
  ]);
  return {
    name: context.step(`blocks_${windowId}`),
    comment: `${context.view.name}: prefix and suffix bests within blocks of settled tiles`,
    body: `SELECT __key_id, __tile, __block, ${scans.join(", ")}
FROM (
  SELECT __key_id, __tile, ${context.dialect.floorDivide("__tile", "any_value(s.__run)")} AS __block, ${lanes
    .map(({ lane }) => `${lane.merge}(${lane.id}) AS ${lane.id}`)
    .join(", ")}
  FROM ${context.step(`records_${windowId}`)} CROSS JOIN ${context.step(`span_${windowId}`)} s
  WHERE s.__run > 0 GROUP BY __key_id, __tile
)`,
  };
}

/** Each probe's tiles: from `__first`, settled before `__open`, up to `__last`. */
function runsStep(context: ViewContext, windowId: string): Step {
  const { hop, length } = context.windowOf(windowId);
  const { floorDivide } = context.dialect;
  return {
    name: context.step(`runs_${windowId}`),
    body: `SELECT __probe_id, __key_id, __cut, __run, __reach, __first, __last,
  CASE WHEN __run < 1 THEN __first ELSE ${floorDivide("(__cut - __lag)", String(hop))} END AS __open
FROM (
  SELECT p.__probe_id, p.__key_id, p.__cut, s.__run, s.__reach, s.__lag,
    ${floorDivide(`(p.__cut - ${length})`, String(hop))} AS __first, ${floorDivide("p.__cut", String(hop))} AS __last
  FROM ${context.step("probes")} p JOIN ${context.step("keys")} k USING (__key_id) CROSS JOIN ${context.step(`span_${windowId}`)} s
  WHERE k.__hot
)`,
  };
}

function settledStep(context: ViewContext, windowId: string, lanes: readonly WindowLane[]): Step {
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
  SELECT __probe_id, __key_id, __run, unnest(${from}) AS __at FROM ${context.step(`runs_${windowId}`)} WHERE __run > 0
) q
ASOF JOIN ${context.step(`blocks_${windowId}`)} b ON q.__key_id = b.__key_id AND q.__at ${comparison} b.__tile`;
  return {
    name: context.step(`settled_${windowId}`),
    comment: `${context.view.name}: two overlapping runs of settled tiles, two look-ups each`,
    view: true,
    body: `${side("[__first + __run - 1, __open - 1]", ">=", "prefix")}
UNION ALL
${side("[__first, __open - __run]", "<=", "suffix")}`,
  };
}

/** Buckets as wide as the recent tiles' reach: a probe touches two, a record is in one. */
function recentStep(context: ViewContext, windowId: string, lanes: readonly WindowLane[]): Step {
  const { floorDivide } = context.dialect;
  const low = floorDivide("__open", "__reach");
  const high = floorDivide("__last", "__reach");
  return {
    name: context.step(`recent_${windowId}`),
    comment: `${context.view.name}: records of the tiles that may still change`,
    view: true,
    body: `SELECT q.__probe_id, ${lanes.map(({ lane, column }) => `${lane.merge}(r.${lane.id}) AS ${column}`).join(", ")}
FROM (
  SELECT __probe_id, __key_id, __cut, __open, __last, unnest(list_distinct([${low}, ${high}])) AS __bucket
  FROM ${context.step(`runs_${windowId}`)}
) q
JOIN (
  SELECT r.*, ${floorDivide("r.__tile", "s.__reach")} AS __bucket
  FROM ${context.step(`records_${windowId}`)} r CROSS JOIN ${context.step(`span_${windowId}`)} s
) r ON q.__key_id = r.__key_id AND q.__bucket = r.__bucket
WHERE r.__tile BETWEEN q.__open AND q.__last AND r.__in <= q.__cut
GROUP BY q.__probe_id`,
  };
}
