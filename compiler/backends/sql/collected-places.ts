// Values at places of a window's sorted values, of hot entities: counts lead down a tree over all values of a key.
import type { Kept } from "../../library/define.ts";
import { rawSql } from "../../library/sql.ts";
import type { WindowLane } from "./lanes.ts";
import { leavesAt } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/** Buckets at the bottom: 16^4. A key's rows are spread evenly over them, whatever its values. */
const LEVELS = 4;
const BITS = 4;
const CHILDREN = 2 ** BITS;

type Places = Extract<Kept, { readonly kind: "places" }>["places"];

/**
 * A node of the tree holds a range of a key's values. How many of its rows count at an instant is a running total: one
 * more as a row enters, one less as it leaves, whatever the lags. From the top, a probe looks at the counts of sixteen children and
 * goes into the one that holds its place; at the bottom it sorts what counts of one bucket. All values of all keys are
 * sorted once a level, so that the cost hardly depends on how rows are spread over keys.
 */
export function foundByPlaces(context: ViewContext, lane: WindowLane, places: Places): readonly Step[] {
  const { step } = context;
  const { column } = lane;
  const steps: Step[] = [bucketsStep(context, lane)];
  for (let level = 1; level <= LEVELS; level++) {
    const above = level === 1 ? [] : [step(`places${level - 1}_${column}`)];
    steps.push(countsStep(context, column, level), {
      ...placesStep(context, lane, level, places),
      frees: [step(`counts${level}_${column}`), ...above],
    });
  }
  const last = step(`places${LEVELS}_${column}`);
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

function bucketsStep(context: ViewContext, { lane, windowId, column }: WindowLane): Step {
  return {
    name: context.step(`buckets_${column}`),
    comment: `${context.view.name}: each key's values in their order, and when they count`,
    body: `SELECT __key_id, __in, __out, __value, __rank, (__rank - 1) * ${CHILDREN ** LEVELS} // __all AS __bucket
FROM (
  SELECT __key_id, __in, __out, __value, row_number() OVER (PARTITION BY __key_id ORDER BY __value) AS __rank,
    count(*) OVER (PARTITION BY __key_id) AS __all
  FROM (
    SELECT __key_id, __in, ${leavesAt(context, windowId)} AS __out, ${lane.id} AS __value
    FROM ${context.step("hot_rows")} WHERE ${lane.id} IS NOT NULL
  ) WHERE __out IS NOT NULL
)`,
  };
}

/** Rows that enter also leave, so what one node adds to the total is taken away before the next one. */
function countsStep(context: ViewContext, column: string, level: number): Step {
  const shift = BITS * (LEVELS - level);
  return {
    name: context.step(`counts${level}_${column}`),
    comment: `${context.view.name}: how many values of a node count, as a running total`,
    body: `SELECT __key_id, __node, __t, sum(__n) OVER (ROWS UNBOUNDED PRECEDING)::BIGINT AS __n
FROM (
  SELECT __key_id, __node, __t, sum(__sign) AS __n
  FROM (
    SELECT __key_id, __bucket >> ${shift} AS __node, unnest([__in, __out]) AS __t, unnest([1, -1]) AS __sign
    FROM ${context.step(`buckets_${column}`)}
  ) GROUP BY ALL ORDER BY __key_id, __node, __t
)`,
  };
}

/** `__place` is counted from the node's first value on; `c0`, `c1`, ... are the counts up to each child. */
function placesStep(
  context: ViewContext,
  { windowId, column }: WindowLane,
  level: number,
  places: Places,
): Step {
  const { step } = context;
  const isTop = level === 1;
  const children = Array.from({ length: CHILDREN }, (_, child) => child);
  const upTo = children.map(
    (child) => `coalesce(sum(c.__n) FILTER (q.__child <= ${child}), 0)::BIGINT AS c${child}`,
  );
  const above = isTop
    ? `SELECT __probe_id, __key_id, ${context.end(windowId, "__cut")} AS __end, 0 AS __node, 0 AS __asked, 0 AS __place
    FROM ${step("probes")} JOIN ${step("keys")} USING (__key_id) WHERE __hot`
    : `SELECT * FROM ${step(`places${level - 1}_${column}`)}`;
  const kept = ["__key_id", "__end", "__node", "__place"];
  const counted = `SELECT __probe_id, __asked, ${kept.map((name) => `any_value(q.${name}) AS ${name}`).join(", ")},
    ${upTo.join(", ")}
  FROM (SELECT *, unnest(range(${CHILDREN})) AS __child FROM (${above})) q
  ASOF LEFT JOIN ${step(`counts${level}_${column}`)} c
    ON q.__key_id = c.__key_id AND q.__node * ${CHILDREN} + q.__child = c.__node AND q.__end >= c.__t
  GROUP BY __probe_id, __asked`;
  const all = `c${CHILDREN - 1}`;
  const asked = places(rawSql(all)).map(({ text }) => text);
  const placed = isTop
    ? `SELECT * REPLACE (unnest(range(${asked.length})) AS __asked, unnest([${asked.join(", ")}]) AS __place) FROM (${counted}) WHERE ${all} > 0`
    : counted;
  const child = children.map((at) => `(c${at} <= __place)::BIGINT`).join(" + ");
  return {
    name: step(`places${level}_${column}`),
    comment: `${context.view.name}: the node that holds each place`,
    body: `SELECT __probe_id, __key_id, __end, __asked, __node * ${CHILDREN} + __child AS __node,
  __place - [0, ${children.map((at) => `c${at}`).join(", ")}][__child + 1] AS __place
FROM (SELECT *, ${child} AS __child FROM (
  ${placed}
))`,
  };
}
