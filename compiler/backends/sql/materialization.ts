// What the online store holds for a view at one cut: every entity with a visible row, its aggregates' values.
import { SqlStages } from "../../library/sql-stages.ts";
import { atomColumns } from "./atoms.ts";
import { greatestRow, latestGroups, readGreatestRows } from "./latest.ts";
import { rowsOf, sourceWithKeys } from "./source-rows.ts";
import { boundedWindows, type ViewContext } from "./view-context.ts";

/**
 * One grouped pass over the rows that count at `$cut` (microseconds): on purpose not the point-in-time statement's
 * way, so that comparing the two means something. Columns: keys, then the layout's slots; timestamps as BIGINT.
 */
export function printMaterialization(context: ViewContext): string {
  const { view, dialect } = context;
  const keys = view.keys.map((key) => dialect.identifier(key.name));
  const keyColumns = view.keys.map((_, index) => `__key_${index}`);
  const windowed = [...context.sums, ...context.extremes].map(
    ({ lane, windowId, column }) =>
      `${lane.merge}(${lane.id}) FILTER (__et >= ${context.tail(windowId, "$cut::BIGINT")}) AS ${column}`,
  );
  const latest = latestGroups(context).map((group) => greatestRow(context, group));
  const visible = [
    "__in <= $cut::BIGINT",
    ...keyColumns.map((column) => `${column} IS NOT NULL`),
    ...(context.latest.length > 0
      ? []
      : [
          `__et >= least(${boundedWindows(context)
            .map((w) => context.tail(w.id, "$cut::BIGINT"))
            .join(", ")})`,
        ]),
  ];
  const grouped = `(
  SELECT ${[...keyColumns.map((column, index) => `${column} AS ${keys[index]}`), ...windowed, ...latest].join(", ")}
  FROM (
${rowsOf(context, sourceWithKeys(context), keyColumns)}
  )
  WHERE ${visible.join(" AND ")}
  GROUP BY ${keyColumns.join(", ")}
)`;
  const relation =
    latest.length === 0 ? grouped : `(SELECT *, ${readGreatestRows(context).join(", ")} FROM ${grouped})`;
  const stages = new SqlStages("_v");
  const slots = atomColumns(context, stages).map((column) => {
    const atom = view.atoms.find((candidate) => candidate.id === column.name);
    if (atom?.type.kind !== "timestamp") return column;
    return {
      name: column.name,
      value: { text: dialect.epochMicros(column.value.text), stage: column.value.stage },
    };
  });
  return `${stages.wrap(
    relation,
    view.keys.map((key) => key.name),
    slots,
  )}
`;
}
