// The most frequent values of a window, of hot entities: how often each value counts, over runs of a key's probes.
import type { Kept } from "../../library/define.ts";
import type { WindowLane } from "./lanes.ts";
import { bestOfRuns } from "./probe-nodes.ts";
import { probePlacesStep, withPlace } from "./probe-places.ts";
import { rowsOfLane } from "./spans.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

type Frequent = Extract<Kept, { readonly kind: "frequent" }>;

/** Longer runs are in too many blocks to be worth a look at each. */
const MOST_BLOCKS = 8;

/** Of counts and values' numbers in one BIGINT: a struct of both costs twice as much wherever the best are kept. */
const NUMBERS = 2 ** 32;

/**
 * A value counts so many times from one of its changes to the next: a run of probes. Where the runs that cover a block of
 * probes say how many times the most frequent values count at least, runs of values that count fewer times are dropped.
 */
export function foundByFrequency(
  context: ViewContext,
  lane: WindowLane,
  { most }: Frequent,
): readonly Step[] {
  const { step, view } = context;
  const { block } = context.tuning;
  const { column } = lane;
  const named = (name: string): string => step(`${name}_${column}`);
  const [places, changes, runs, floors, likely] = [
    named("places"),
    named("changes"),
    named("runs"),
    named("floors"),
    named("likely"),
  ];
  const values = named("values");
  const seen = `SELECT r.__key_id, v.__number AS __of, r.__in, r.__out
      FROM (${rowsOfLane(context, lane, ["__key_id", `${lane.lane.id} AS __value`])}) r JOIN ${values} v USING (__value)`;
  return [
    probePlacesStep(context, column, lane.windowId),
    {
      name: values,
      comment: `${view.name}: the values, numbered in their order`,
      body: `SELECT row_number() OVER (ORDER BY __value)::UINTEGER AS __number, __value
FROM (SELECT DISTINCT ${lane.lane.id} AS __value FROM ${step("hot_rows")} WHERE ${lane.lane.id} IS NOT NULL)`,
    },
    {
      name: changes,
      comment: `${view.name}: before which probe a value comes or goes`,
      body: withPlace(
        `SELECT __key_id, __of, unnest([__in, __out]) AS __at, unnest([1, -1])::TINYINT AS __sign FROM (${seen})`,
        places,
        { name: "__low", time: "__at", columns: ["__of", "__sign"] },
      ),
    },
    {
      // What comes also goes: a value's total is 0 again before the next value's or the next key's begins.
      name: runs,
      comment: `${view.name}: how often each value counts, from one change to the next`,
      body: `SELECT * FROM (
  SELECT __of, __low, lead(__low) OVER () AS __high, sum(__sign) OVER (ROWS UNBOUNDED PRECEDING)::BIGINT AS __n
  FROM (SELECT * FROM ${changes} ORDER BY __of, __low)
) WHERE __n > 0 AND __low < __high`,
      frees: [changes],
    },
    {
      name: floors,
      comment: `${view.name}: how often the most frequent values count all through a block of probes, at least`,
      body: `SELECT __block, max(__n, ${most})[${most}] AS __floor
FROM (
  SELECT __n, unnest(range((__low + ${2 ** block - 1}) >> ${block}, __high >> ${block})) AS __block
  FROM ${runs} WHERE __high - __low <= ${MOST_BLOCKS * 2 ** block}
) GROUP BY __block`,
    },
    {
      name: likely,
      comment: `${view.name}: without those that are too rare in both blocks that they touch`,
      body: `SELECT r.__of - r.__n * ${NUMBERS} AS __value, r.__low, r.__high
FROM ${runs} r
LEFT JOIN ${floors} f ON (r.__low >> ${block}) = f.__block
LEFT JOIN ${floors} l ON ((r.__high - 1) >> ${block}) = l.__block
WHERE ((r.__high - 1) >> ${block}) - (r.__low >> ${block}) > 1
  OR r.__n >= coalesce(f.__floor, 0) OR r.__n >= coalesce(l.__floor, 0)`,
      frees: [runs, floors],
    },
    ...bestOfRuns(context, { column, runs: likely, places, most }),
    {
      name: named("found"),
      comment: `${view.name}: and how often they count`,
      body: `SELECT __probe_id, map(list(v.__value), list(__n)) AS ${column}
FROM (
  SELECT __probe_id, __best & ${NUMBERS - 1} AS __number, (((__best & ${NUMBERS - 1}) - __best) // ${NUMBERS})::UBIGINT AS __n
  FROM (SELECT __probe_id, unnest(${column}) AS __best FROM ${named("best")})
) JOIN ${values} v USING (__number)
GROUP BY __probe_id`,
      frees: [named("best"), values],
    },
  ];
}
