// Where the last so many rows of a hot entity stand at each of its probes, by rank.
import { hotProbes } from "./probe-steps.ts";
import { bestRanks } from "./ranks-by-runs.ts";
import type { RecentGroup } from "./recent-group.ts";
import { FOR_EVER } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/** `q` (`__probe_id`, `__cut`) joined with `r`, the ranked rows that are the last of each probe. */
export interface LastRows {
  readonly steps: readonly Step[];
  readonly from: string;
  /** Of `q` and `r`: the row is among the last so many. */
  within(rows: number): string;
  /** The steps that hold them. */
  readonly frees: readonly string[];
}

/** Longer lists a node cost more than to look past the rows that have not entered yet. */
const MOST_IN_NODES = 32;

/** `ranked`: `__rank`, which rises with the entity and the total order, `__key_id`, `__in`. */
export function lastRows(context: ViewContext, group: RecentGroup, ranked: string): LastRows {
  if (context.view.lag.kind !== "variable")
    return inRanges(context, group, ranked, lastRanges(context, group, ranked));
  if (group.most > MOST_IN_NODES)
    return inRanges(context, group, ranked, enteredRanges(context, group, ranked));
  return byRuns(context, group, ranked);
}

/**
 * `ranges`: a SELECT of `__probe_id`, `__key_id`, `__cut`, `__end`, `__top` and for each number of rows `from_10`: from that rank up to
 * `__top` stand the last 10. They are joined in blocks: lists of single ranks would fill the memory.
 */
function inRanges(context: ViewContext, group: RecentGroup, ranked: string, ranges: string): LastRows {
  const name = context.step(`ranges_${group.name}`);
  const block = Math.max(0, Math.floor(Math.log2(group.most)) - 1);
  const from = `from_${group.most}`;
  const entered = context.view.lag.kind === "variable" ? " AND r.__in <= q.__end" : "";
  return {
    steps: [
      {
        name,
        comment: `${context.view.name}: between which ranks the last of each probe stand`,
        body: ranges,
      },
    ],
    from: `(SELECT *, unnest(range(${from} >> ${block}, (__top >> ${block}) + 1)) AS __block FROM ${name}) q
JOIN ${ranked} r ON q.__block = (r.__rank >> ${block}) AND q.__key_id = r.__key_id
  AND r.__rank >= q.${from} AND r.__rank <= q.__top${entered}`,
    within: (rows) => `r.__rank >= q.from_${rows}`,
    frees: [name],
  };
}

function sizesOf({ lanes }: RecentGroup): readonly number[] {
  return [...new Set(lanes.map(({ rows }) => rows))];
}

/** Rows enter in their order: what has entered is a prefix of it, and its last ranks follow one another. */
function lastRanges(context: ViewContext, group: RecentGroup, ranked: string): string {
  const end = context.end(group.windowId, "__cut");
  const floors = sizesOf(group).map((size) => `greatest(t.__top - ${size - 1}, 0) AS from_${size}`);
  return `SELECT p.*, t.__top, ${floors.join(", ")}
FROM (${hotProbes(context, ["__probe_id", "__key_id", "__cut", `${end} AS __end`])}) p
ASOF JOIN (SELECT __key_id, __in, max(__rank) AS __top FROM ${ranked} GROUP BY ALL) t
  ON p.__key_id = t.__key_id AND p.__end >= t.__in`;
}

/** More places than a key has rows. A row's own frame is empty: nothing is computed for it. */
const ALL = "1099511627776";

/**
 * Of the rows that entered by a probe's end the engine finds the n-th greatest rank in a tree of them, sorted. What has entered from that
 * rank on is the last n: between them stand rows that have not entered yet.
 */
function enteredRanges(context: ViewContext, group: RecentGroup, ranked: string): string {
  const floors = sizesOf(group).map(
    (size) =>
      `coalesce(nth_value(__rank, ${size} ORDER BY __rank DESC NULLS LAST) OVER entered, min(__rank) OVER entered) AS from_${size}`,
  );
  const probes = ["__key_id", context.end(group.windowId, "__cut"), "NULL", "__probe_id", "__cut", ALL];
  return `SELECT * FROM (
  SELECT __probe_id, __key_id, __cut, __end, max(__rank) OVER entered AS __top, ${floors.join(", ")}
  FROM (
    SELECT __key_id, __in AS __end, __rank, NULL::UINTEGER AS __probe_id, NULL::BIGINT AS __cut, 0::BIGINT AS __before FROM ${ranked}
    UNION ALL
    ${hotProbes(context, probes)}
  )
  WINDOW entered AS (PARTITION BY __key_id ORDER BY __end, __probe_id NULLS FIRST ROWS BETWEEN __before PRECEDING AND 1 PRECEDING)
) WHERE __probe_id IS NOT NULL AND __top IS NOT NULL`;
}

/**
 * Rows enter in any order: a row is of the last n from when it enters until, at the latest, all of the next n have entered.
 * That is a run of probes, as long as lags are.
 */
function byRuns(context: ViewContext, { name, windowId, most }: RecentGroup, ranked: string): LastRows {
  const { step, view } = context;
  const [best, ranks] = [step(`best_${name}`), step(`ranks_${name}`)];
  const next = `PARTITION BY __key_id ORDER BY __rank ROWS BETWEEN 1 FOLLOWING AND ${most} FOLLOWING`;
  const rows = `SELECT __key_id, __rank, __in,
    CASE WHEN count(*) OVER next = ${most} THEN greatest(__in, max(__in) OVER next) ELSE ${FOR_EVER} END AS __out
    FROM ${ranked} WINDOW next AS (${next})`;
  return {
    steps: [
      ...bestRanks(context, { name, windowId, rows, value: "0 - __rank", most }),
      {
        // On their own, as the lists that are merged next cannot be spilled.
        name: ranks,
        comment: `${view.name}: which of them are the last of each probe`,
        body: `SELECT b.__probe_id, p.__cut, 0 - unnest(b.${name}) AS __rank, generate_subscripts(b.${name}, 1) AS __nth
FROM ${best} b JOIN ${step("probes")} p ON b.__probe_id = p.__probe_id`,
        frees: [best],
      },
    ],
    from: `${ranks} q JOIN ${ranked} r ON q.__rank = r.__rank`,
    within: (count) => `q.__nth <= ${count}`,
    frees: [ranks],
  };
}
