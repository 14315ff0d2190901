// A binary tree over probes in the order of their places: each node keeps the best of what all of its probes see.
import type { Step } from "./statement.ts";
import type { ViewContext } from "./view-context.ts";

/**
 * Of `runs` (`__value`, `__low`, `__high`: what counts from one place on, below another) the `most` least values that count at
 * each probe, as a list named `column`; `places` is freed. A run is cut into few nodes, and a probe looks at the nodes above it: a value is in
 * logarithmically many nodes however long its run.
 */
export function bestOfRuns(
  { step, view }: ViewContext,
  {
    column,
    runs,
    places,
    most,
  }: Readonly<Record<"column" | "runs" | "places", string>> & { readonly most: number },
): readonly Step[] {
  const nodes = step(`nodes_${column}`);
  return [
    {
      name: nodes,
      comment: `${view.name}: the best of what counts all through a run of probes`,
      body: `SELECT __height, __node, min(__value, ${most}) AS __best
FROM (
  SELECT __value, __height, unnest([CASE WHEN __left % 2 = 1 THEN __left END, CASE WHEN __right % 2 = 1 THEN __right - 1 END]) AS __node
  FROM (
    SELECT __value, __height, (__low + (1 << __height) - 1) >> __height AS __left, __high >> __height AS __right
    FROM (SELECT *, unnest(range(0, (log2(__high - __low) + 1)::BIGINT + 1)) AS __height FROM ${runs})
  ) WHERE __left < __right
) WHERE __node IS NOT NULL GROUP BY ALL`,
      frees: [runs],
    },
    {
      name: step(`best_${column}`),
      comment: `${view.name}: the best of the nodes above each probe`,
      body: `SELECT __probe_id, min(__value, ${most}) AS ${column}
FROM (
  SELECT q.__probe_id, unnest(n.__best) AS __value
  FROM (SELECT __probe_id, __place, __height FROM ${places} CROSS JOIN (SELECT DISTINCT __height FROM ${nodes})) q
  JOIN ${nodes} n ON q.__height = n.__height AND (q.__place >> q.__height) = n.__node
) GROUP BY __probe_id`,
      frees: [nodes, places],
    },
  ];
}
