// Which ranked rows are the best at each probe of a hot entity, where rows come and go in any order.
import { bestOfRuns } from "./probe-nodes.ts";
import { probePlacesStep, withPlace } from "./probe-places.ts";
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/** `rows` is a SELECT of `__rank`, `__key_id`, `__in` and `__out`: a row counts at ends from `__in` on, below `__out`. */
interface RankedRows {
  readonly name: string;
  readonly windowId: string;
  readonly rows: string;
  /** Of ranks: the least value is the best. */
  readonly value: string;
  readonly most: number;
}

/** The last step, `best_l0_w0`, has a list of at most `most` values, the best first, for each probe that sees a row. */
export function bestRanks(
  context: ViewContext,
  { name, windowId, rows, value, most }: RankedRows,
): readonly Step[] {
  const { step, view } = context;
  const [places, entered, runs] = [step(`places_${name}`), step(`entered_${name}`), step(`runs_${name}`)];
  return [
    probePlacesStep(context, name, windowId),
    {
      name: entered,
      comment: `${view.name}: the first probe that sees each row`,
      body: withPlace(rows, places, {
        name: "__low",
        time: "__in",
        columns: ["__rank", "__key_id", "__out"],
      }),
    },
    {
      name: runs,
      comment: `${view.name}: and the first that no longer does`,
      body: `SELECT ${value} AS __value, __low, __high FROM (
  ${withPlace(`SELECT * FROM ${entered}`, places, { name: "__high", time: "__out", columns: ["__rank", "__low"] })}
) WHERE __low < __high`,
      frees: [entered],
    },
    ...bestOfRuns(context, { column: name, runs, places, most }),
  ];
}
