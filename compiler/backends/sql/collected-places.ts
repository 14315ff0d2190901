// Values at places of a window's sorted values, of hot entities whatever the lag: counts lead down a tree over a key's values.
import type { Kept } from "../../library/define.ts";
import { rawSql } from "../../library/sql.ts";
import { listOfAsked } from "./collected-asked.ts";
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
    body: `SELECT __probe_id, ${listOfAsked(places(rawSql("__all")).length)} AS ${column}
FROM (
  SELECT q.__probe_id, q.__ask, q.__place, b.__value,
    row_number() OVER (PARTITION BY q.__probe_id, q.__ask ORDER BY b.__rank) - 1 AS __nth
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
  return {
    name: context.step(`buckets_${lane.column}`),
    comment: `${context.view.name}: each key's values in their order, and when they count`,
    body: `SELECT __key_id, __in, __out, __value, __rank, (__rank - 1) * ${2 ** bitsFrom(context, 1)} // __all AS __bucket
FROM (
  SELECT __key_id, __in, __out, __value, row_number() OVER (PARTITION BY __key_id ORDER BY __value) AS __rank,
    count(*) OVER (PARTITION BY __key_id) AS __all
  FROM (${rowsOfLane(context, lane, ["__key_id", `${lane.lane.id} AS __value`])})
)`,
  };
}

/** `__place` is counted from the node's first value on; `c0`, `c1`, ... are how many values count up to each child. */
function placesStep(context: ViewContext, lane: WindowLane, level: number, places: Places): Step {
  const { step, tuning } = context;
  const { column } = lane;
  const children = Array.from({ length: 2 ** tuning.tree.bits }, (_, child) => child);
  const counted =
    level === 1
      ? countedAtTop(context, lane, children, places)
      : countedBelow(context, lane, level, children);
  const before = children.slice(1).map((child) => `c${child - 1}`);
  const child = before.map((count) => `(${count} <= __place)::BIGINT`).join(" + ");
  return {
    name: step(`places${level}_${column}`),
    comment: `${context.view.name}: the node that holds each place`,
    body: `${counted.nodes}SELECT __probe_id, __key_id, __end, __ask, __node * ${children.length} + __child AS __node,
  __place - [${["0", ...before].join(", ")}][__child + 1] AS __place
FROM (SELECT *, ${child} AS __child FROM (
  ${counted.placed}
))`,
  };
}

interface Counted {
  /** What names the nodes of a level, before the SELECT; may be empty. */
  readonly nodes: string;
  /** SELECT of `__probe_id`, `__key_id`, `__end`, `__ask`, `__node`, `__place` and the counts up to each of the node's children. */
  readonly placed: string;
}

/** Rows that enter also leave: a key's totals are 0 again before the next one's begin. */
function countedAtTop(
  context: ViewContext,
  lane: WindowLane,
  children: readonly number[],
  places: Places,
): Counted {
  const buckets = context.step(`buckets_${lane.column}`);
  const asked = places(rawSql("__all")).map(({ text }) => text);
  const counts = countedBy(
    "__key_id",
    ["__probe_id"],
    [
      ...changesOf(context, 1).map(
        (change) => `SELECT __key_id, ${change}, NULL::UINTEGER AS __probe_id FROM ${buckets}`,
      ),
      hotProbes(context, ["__key_id", afterRows(context.end(lane.windowId, "__cut")), "NULL", "__probe_id"]),
    ],
    children,
  );
  return {
    nodes: "",
    placed: `SELECT * FROM (
    SELECT *, 0 AS __node, unnest(range(${asked.length}))::TINYINT AS __ask, unnest(__places) AS __place
    FROM (SELECT *, [${asked.join(", ")}] AS __places FROM (SELECT *, c${children.length - 1} AS __all FROM (
    ${counts}
    )) WHERE __all > 0)
  ) WHERE __ask = 0 OR __place <> __places[__ask]`,
  };
}

/** The same of the nodes that probes went into: numbered, as key and node beside the time would be a wider thing to sort by. */
function countedBelow(
  context: ViewContext,
  { column }: WindowLane,
  level: number,
  children: readonly number[],
): Counted {
  const above = context.step(`places${level - 1}_${column}`);
  const buckets = `${context.step(`buckets_${column}`)} b JOIN nodes v ON b.__key_id = v.__key_id AND (b.__bucket >> ${bitsFrom(context, level)}) = v.__node`;
  const nulls = "NULL::UINTEGER AS __probe_id, NULL::TINYINT AS __ask, NULL::BIGINT AS __place";
  const counts = countedBy(
    "__node_id",
    ["__probe_id", "__ask", "__place"],
    [
      ...changesOf(context, level).map((change) => `SELECT v.__node_id, ${change}, ${nulls} FROM ${buckets}`),
      `SELECT v.__node_id, ${afterRows("q.__end")}, NULL, q.__probe_id, q.__ask, q.__place FROM ${above} q JOIN nodes v USING (__key_id, __node)`,
    ],
    children,
  );
  return {
    nodes: `WITH nodes AS MATERIALIZED (
  SELECT *, row_number() OVER ()::UINTEGER AS __node_id FROM (SELECT DISTINCT __key_id, __node FROM ${above})
)
`,
    placed: `SELECT * FROM (
    ${counts}
  ) JOIN nodes USING (__node_id)`,
  };
}

/**
 * SELECT of `of`, `__end`, what is `asked` and of the counts up to each child by then: changes and probes, sorted once, stream by. Times are
 * doubled, so that probes follow the changes of their instant without another column to sort by.
 */
function countedBy(
  of: string,
  asked: readonly string[],
  changesAndProbes: readonly string[],
  children: readonly number[],
): string {
  // Two counts stream in a third of one sum's time.
  const count = (change: number): string =>
    `count(*) FILTER (__change = ${change}) OVER (ROWS UNBOUNDED PRECEDING)`;
  const counts = children.map((child) => `${count(child + 1)} - ${count(-child - 1)} AS of${child}`);
  const upTo = children.map((child) => `${child === 0 ? "" : `c${child - 1} + `}of${child} AS c${child}`);
  return `SELECT ${[of, "(__t - 1) // 2 AS __end", ...asked, ...upTo].join(", ")} FROM (
      SELECT ${[of, "__t", ...asked, ...counts].join(", ")}
      FROM (
        SELECT * FROM (
          ${changesAndProbes.join("\n          UNION ALL\n          ")}
        ) ORDER BY ${of}, __t
      )
    ) WHERE __probe_id IS NOT NULL`;
}

function afterRows(time: string): string {
  return `2 * ${time} + 1 AS __t`;
}

/** As a row enters and as it leaves: `__change` is child + 1 and less than 0, one narrow column to be sorted. */
function changesOf(context: ViewContext, level: number): readonly string[] {
  const child = `((__bucket >> ${bitsFrom(context, level + 1)}) & ${2 ** context.tuning.tree.bits - 1})`;
  return [
    `2 * __in AS __t, (1 + ${child})::TINYINT AS __change`,
    `2 * __out AS __t, (-1 - ${child})::TINYINT AS __change`,
  ];
}

/** Of a bucket's number, the bits that tell a node's descendants apart: those of a level and of all below it. */
function bitsFrom({ tuning }: ViewContext, level: number): number {
  const { bits, levels } = tuning.tree;
  return bits * (levels - level + 1);
}
