// Lanes that are structs, merged as numbers: rows are placed by the struct's fields first, and only the best places' structs are compared.
import type { RowLane, WindowLane } from "./lanes.ts";
import { leftOf, type Step } from "./statement.ts";
import type { Hot } from "./strategy.ts";
import type { ViewContext } from "./view-context.ts";

/**
 * What `extremes` gives, with places in place of structs where lanes have any: a struct costs four times a number wherever bests are
 * merged. A place is told by the fields that are compared before the row's times, and by those times, so rows that share one are in the
 * same windows: the best of a window is among the rows of its best place's instant.
 */
export function byPlaces(context: ViewContext, extremes: (context: ViewContext) => Hot): Hot {
  const lanes = context.lanesOf("extremum");
  const structs = lanes.filter(({ lane }) => lane.comparedFirst !== undefined);
  if (structs.length === 0) return extremes(context);
  const { step } = context;
  const hot = extremes({ ...context, step: (name) => step(name === "hot_rows" ? "placed" : name) });
  const others = lanes.filter((each) => !structs.includes(each));
  const rows = [...new Set(structs.map(({ lane }) => lane))];
  return {
    steps: [
      placedStep(context),
      ...hot.steps,
      bestsStep(context, hot),
      ...rows.map((lane) => bestRowsStep(context, lane, structs)),
    ],
    joins: [
      `LEFT JOIN ${step("best_places")} best ON p.__probe_id = best.__probe_id`,
      ...structs.map(
        ({ lane, column }) =>
          `LEFT JOIN ${step(`best_${lane.id}`)} best_${column} ON p.__key_id = best_${column}.__key_id AND best.${column} = best_${column}.__place`,
      ),
    ],
    reads: [
      ...others.map(({ column }) => `best.${column}`),
      ...structs.map(({ lane, column }) => `best_${column}.${lane.id} AS ${column}`),
    ],
  };
}

/**
 * Rows of hot entities: `__et`, `__in`, and of each lane its place among its key's rows, or the contribution itself where that is no
 * struct. Availability follows from the event time where lags are alike, and an event time alone is a place.
 */
function placedStep(context: ViewContext): Step {
  const lanes = [...new Set(context.lanesOf("extremum").map(({ lane }) => lane))];
  const times = context.view.lag.kind === "variable" ? ["__et", "__in"] : ["__et"];
  const parts = lanes.map(({ id, comparedFirst }) => {
    if (comparedFirst === undefined) return { read: [id], place: id };
    const name = (field: string): string => `${id}_${field}`;
    const order = [...comparedFirst.map(name), ...times];
    const place =
      order.length === 1 ? order.join() : `rank() OVER (PARTITION BY __key_id ORDER BY ${order.join(", ")})`;
    return {
      // Fields, taken apart before they are sorted: to ask whether a struct is null reads all of it, to sort beside it carries it along.
      read: [...new Set(["k0", ...comparedFirst])].map((field) => `${id}.${field} AS ${name(field)}`),
      place: `CASE WHEN ${name("k0")} IS NOT NULL THEN ${place} END AS ${id}`,
    };
  });
  return {
    name: context.step("placed"),
    comment: `${context.view.name}: rows of hot entities, placed by what is compared first`,
    body: `SELECT ${["__key_id", "__et", "__in", ...parts.map(({ place }) => place)].join(", ")}
FROM (SELECT ${["__key_id", "__et", "__in", ...parts.flatMap(({ read }) => read)].join(", ")} FROM ${context.step("hot_rows")})`,
  };
}

function bestsStep(context: ViewContext, hot: Hot): Step {
  const { step } = context;
  return {
    name: step("best_places"),
    comment: `${context.view.name}: the best place of each window`,
    body: [
      `SELECT ${["p.__probe_id", "p.__key_id", ...hot.reads].join(", ")}`,
      `FROM (SELECT p.* FROM ${step("probes")} p JOIN ${step("keys")} k USING (__key_id) WHERE k.__hot) p`,
      ...hot.joins,
    ].join("\n"),
    frees: leftOf(hot.steps),
  };
}

/** One row a place that is some window's best: `__key_id`, `__place`, and the struct. */
function bestRowsStep(context: ViewContext, lane: RowLane, structs: readonly WindowLane[]): Step {
  const { step } = context;
  const columns = structs.filter((each) => each.lane === lane).map(({ column }) => column);
  const asked = columns.map((column) => `SELECT __key_id, ${column} AS __place FROM ${step("best_places")}`);
  return {
    name: step(`best_${lane.id}`),
    comment: `${context.view.name}: the best row of those places`,
    body: `SELECT r.__key_id, i.__place, ${lane.merged(`r.${lane.id}`)} AS ${lane.id}
FROM ${step("hot_rows")} r
JOIN (
  SELECT DISTINCT r.__key_id, r.__et, r.__in, a.__place
  FROM ${step("placed")} r JOIN (SELECT DISTINCT * FROM (${asked.join(" UNION ALL ")})) a
  ON r.__key_id = a.__key_id AND r.${lane.id} = a.__place
) i ON r.__key_id = i.__key_id AND r.__et = i.__et AND r.__in = i.__in
GROUP BY ALL`,
  };
}
