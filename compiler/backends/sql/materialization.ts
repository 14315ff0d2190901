// What the online store holds for a view at one cut: every entity with a visible row, its aggregates' values.
import { rawSql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import { atomColumns, rowColumns } from "./atoms.ts";
import { enrichedRows } from "./enriched-rows.ts";
import { printGrouped } from "./grouped.ts";
import { rowsOf, sourceWithKeys } from "./source-rows.ts";
import { printScript } from "./statement.ts";
import { carriedKeys, type ViewContext } from "./view-context.ts";
import { viewSteps } from "./view-steps.ts";

/**
 * One grouped pass over the rows that count at `$cut` (microseconds): on purpose not the point-in-time statement's
 * way, so that comparing the two means something; what stands beside the rows is made in steps before it. Columns: keys, then the layout's slots; timestamps as BIGINT.
 * Keys are grouped whose hash leaves `$part` when divided by `$parts`: gathered values must fit in memory, so where all keys' do not,
 * the job is run once for each of several parts.
 */
export function printMaterialization(context: ViewContext): string {
  const { view, dialect } = context;
  const keys = carriedKeys(view);
  const cut = "$cut::BIGINT";
  const enriched = enrichedRows(context, sourceWithKeys(context), keys, viewSteps);
  const grouped = printGrouped(context, {
    by: keys,
    cut,
    tail: (windowId) => context.tail(windowId, cut),
    from: `(\n${rowsOf(context, enriched.relation, keys, rowColumns(context))}\n)`,
    conditions: [
      ...keys.map((column) => `${column} IS NOT NULL`),
      `hash(${keys.join(", ")}) % $parts::UBIGINT = $part::UBIGINT`,
    ],
  });
  const stages = new SqlStages("__v");
  const slots = atomColumns(context, stages).map((column) => {
    const atom = view.atoms.find((candidate) => candidate.id === column.name);
    if (atom?.type.kind !== "timestamp") return column;
    return {
      name: column.name,
      value: { text: dialect.epochMicros(column.value.text), stage: column.value.stage },
    };
  });
  const named = view.keys.map(({ name }, index) => ({ name, value: rawSql(keys[index] ?? "") }));
  const job = stages.wrap(`(\n${grouped}\n)`, [], [...named, ...slots]);
  return enriched.steps.length === 0 ? `${job}\n` : printScript(enriched.steps, job);
}
