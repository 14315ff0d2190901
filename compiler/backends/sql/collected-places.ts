// Values at places of a window's sorted values, of hot entities whatever the lag: counts lead down a tree over a key's values.
import type { Kept } from "../../library/define.ts";
import { rawSql } from "../../library/sql.ts";
import type { WindowLane } from "./lanes.ts";
import { hotProbes } from "./probe-steps.ts";
import { rowsOfLane } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

type Places = Extract<Kept, { readonly kind: "places" }>["places"];

/**
 * A node of the tree holds a range of a key's values. How many of its rows count at an instant is a running total: one
 * more as a row enters, one less as it leaves, whatever the lags. Changes and probes stream by in one order of time, a total
 * for each child of a node beside the others, and a probe goes into the child that holds its place. Below the top only the nodes
 * that a probe went into are looked at: mostly few, as values of one key are alike. At the bottom a probe sorts what counts of one bucket.
 */
export function foundByPlaces(context: ViewContext, lane: WindowLane, places: Places): readonly Step[] {
  const { step, tuning } = context;
  const { levels } = tuning.tree;
  const { column } = lane;
  const steps: Step[] = [bucketsStep(context, lane)];
  for (let level = 1; level <= levels; level++) {
    const above = level === 1 ? [] : [step(`places${level - 1}_${column}`)];
    steps.push({ ...placesStep(context, lane, level, places), frees: above });
  }
  const last = step(`places${levels}_${column}`);
  steps.push({
    name: step(`found_${column}`),
    comment: `${context.view.name}: the values at the places, in the order that they were asked for`,
    body: `SELECT __probe_id, list(__value ORDER BY __asked) AS ${column}
FROM (
  SELECT q.__probe_id, q.__asked, q.__place, b.__value,
    row_number() OVER (PARTITION BY q.__probe_id, q.__asked ORDER BY b.__rank) - 1 AS __nth
  FROM ${last} q
  JOIN ${step(`buckets_${column}`)} b ON q.__key_id = b.__key_id AND q.__node = b.__bucket
  WHERE b.__in <= q.__end AND q.__end < b.__out
)
WHERE __nth = __place
GROUP BY __probe_id`,
    frees: [last, step(`buckets_${column}`)],
  });
  return steps;
}

/** A key's rows are spread evenly over the buckets, whatever its values. */
function bucketsStep(context: ViewContext, lane: WindowLane): Step {
  const { bits, levels } = context.tuning.tree;
  return {
    name: context.step(`buckets_${lane.column}`),
    comment: `${context.view.name}: each key's values in their order, and when they count`,
    body: `SELECT __key_id, __in, __out, __value, __rank, (__rank - 1) * ${2 ** (bits * levels)} // __all AS __bucket
FROM (
  SELECT __key_id, __in, __out, __value, row_number() OVER (PARTITION BY __key_id ORDER BY __value) AS __rank,
    count(*) OVER (PARTITION BY __key_id) AS __all
  FROM (${rowsOfLane(context, lane, ["__key_id", `${lane.lane.id} AS __value`])})
)`,
  };
}

/** `__place` is counted from the node's first value on; `c0`, `c1`, ... are the counts of each child. */
function placesStep(context: ViewContext, lane: WindowLane, level: number, places: Places): Step {
  const { step, tuning } = context;
  const { column } = lane;
  const children = Array.from({ length: 2 ** tuning.tree.bits }, (_, child) => child);
  const asked = places(rawSql("__all")).map(({ text }) => text);
  const all = children.map((child) => `c${child}`).join(" + ");
  const placed =
    level === 1
      ? `SELECT *, 0 AS __node, unnest(range(${asked.length})) AS __asked, unnest([${asked.join(", ")}]) AS __place
  FROM (SELECT *, ${all} AS __all FROM (${countedAtTop(context, lane, children)})) WHERE __all > 0`
      : countedBelow(context, lane, level, children);
  const before = children.map((child) => upTo(child - 1));
  const child = children
    .slice(1)
    .map((each) => `(${before[each]} <= __place)::BIGINT`)
    .join(" + ");
  return {
    name: step(`places${level}_${column}`),
    comment: `${context.view.name}: the node that holds each place`,
    body: `SELECT __probe_id, __key_id, __end, __asked, __node * ${children.length} + __child AS __node,
  __place - [${before.join(", ")}][__child + 1] AS __place
FROM (SELECT *, ${child} AS __child FROM (
  ${placed}
))`,
  };
}

function upTo(child: number): string {
  return child < 0 ? "0" : Array.from({ length: child + 1 }, (_, each) => `c${each}`).join(" + ");
}

/** `__change` is child + 1 as a row enters, less than 0 as it leaves: one narrow column to be sorted. */
function totalsOf(children: readonly number[]): string {
  const totals = children.map(
    (child) =>
      `coalesce(sum(sign(__change)) FILTER (abs(__change) = ${child + 1}) OVER (ROWS UNBOUNDED PRECEDING), 0)::BIGINT AS c${child}`,
  );
  return totals.join(", ");
}

/** Rows that enter also leave: a key's totals are 0 again before the next one's begin. */
function countedAtTop(context: ViewContext, lane: WindowLane, children: readonly number[]): string {
  const buckets = context.step(`buckets_${lane.column}`);
  const end = context.end(lane.windowId, "__cut");
  return countedBy(
    ["__key_id"],
    ["__probe_id"],
    `SELECT __key_id, ${changesOf(context, 1)}, NULL::UINTEGER AS __probe_id FROM ${buckets}
        UNION ALL
        ${hotProbes(context, ["__key_id", end, "NULL", "__probe_id"])}`,
    children,
  );
}

/** The same of the nodes that probes went into. */
function countedBelow(
  context: ViewContext,
  { column }: WindowLane,
  level: number,
  children: readonly number[],
): string {
  const { bits, levels } = context.tuning.tree;
  const above = context.step(`places${level - 1}_${column}`);
  const node = `(b.__bucket >> ${bits * (levels - level + 1)})`;
  return countedBy(
    ["__key_id", "__node"],
    ["__probe_id", "__asked", "__place"],
    `SELECT __key_id, ${node} AS __node, ${changesOf(context, level)},
          NULL::UINTEGER AS __probe_id, NULL::INTEGER AS __asked, NULL::BIGINT AS __place
        FROM ${context.step(`buckets_${column}`)} b SEMI JOIN ${above} v ON b.__key_id = v.__key_id AND ${node} = v.__node
        UNION ALL
        SELECT __key_id, __node, __end, NULL, __probe_id, __asked, __place FROM ${above}`,
    children,
  );
}

/** SELECT of what is `asked` and of the counts of each child by then: changes and probes, sorted once, stream by. */
function countedBy(
  of: readonly string[],
  asked: readonly string[],
  changesAndProbes: string,
  children: readonly number[],
): string {
  return `SELECT * FROM (
    SELECT ${[...of, "__t AS __end", ...asked, totalsOf(children)].join(", ")}
    FROM (
      SELECT * FROM (
        ${changesAndProbes}
      ) ORDER BY ${of.join(", ")}, __t, __probe_id NULLS FIRST
    )
  ) WHERE __probe_id IS NOT NULL`;
}

function changesOf({ tuning }: ViewContext, level: number): string {
  const { bits, levels } = tuning.tree;
  const child = `((__bucket >> ${bits * (levels - level)}) & ${2 ** bits - 1})::TINYINT`;
  return `unnest([__in, __out]) AS __t, unnest([1 + ${child}, -1 - ${child}])::TINYINT AS __change`;
}
