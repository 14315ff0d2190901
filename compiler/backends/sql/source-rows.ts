// A source's rows as a view sees them: its keys, times, inputs and partial states, nulls and misfits dropped.
import { emitSql } from "../../library/emit.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import type { Expression } from "../../ir/expression.ts";
import type { AtomPlan } from "../../ir/plan.ts";
import { inputTypeOf } from "./lanes.ts";
import { onCutGrid } from "./cuts.ts";
import type { ViewContext } from "./view-context.ts";

/** The source with `__key_0`, `__key_1`, ... beside its columns. */
export function sourceWithKeys(context: ViewContext): string {
  const { view, dialect } = context;
  const stages = new SqlStages("_k");
  const outputs = view.keys.map((key, index) => ({
    name: `__key_${index}`,
    value: emitRow(context, key.expression, stages),
  }));
  return `(${stages.wrap(dialect.identifier(view.source), "*", outputs)})`;
}

/**
 * From any relation that holds the source's columns and `carried`: `__et` event time, `__at` availability, `__in` the
 * first cut that sees the row, all microseconds; `x0`... the inputs; `l0`... the partial states.
 */
export function rowsOf(context: ViewContext, from: string, carried: readonly string[]): string {
  const { view, dialect, lanes } = context;
  const stages = new SqlStages("_r");
  const eventTime = emitRow(context, view.eventTime, stages);
  const available = view.availableAt === null ? eventTime : emitRow(context, view.availableAt, stages);
  const outputs = [
    { name: "__et", value: micros(context, eventTime) },
    { name: "__at", value: micros(context, available) },
    ...view.inputs.map((input) => ({ name: input.id, value: emitRow(context, input.expression, stages) })),
    ...view.tieBreak.map((column, index) => ({
      name: `__tie_${index}`,
      value: rawSql(dialect.identifier(column.name)),
    })),
    ...(view.where === null ? [] : [{ name: "__keep", value: emitRow(context, view.where, stages) }]),
  ];
  const entry = view.asOf === "exclusive" ? "(greatest(__et, __at) + 1)" : "greatest(__et, __at)";
  const columns = [
    ...carried,
    "__et",
    "__at",
    `${onCutGrid(context, entry)} AS __in`,
    ...view.inputs.map((input) => input.id),
    ...view.tieBreak.map((_, index) => `__tie_${index}`),
    ...lanes.rowLanes.map((lane) => `${lane.contribution} AS ${lane.id}`),
  ];
  return `SELECT ${columns.join(", ")}
FROM (
${stages.wrap(from, carried, outputs)}
)
WHERE __et IS NOT NULL AND __at IS NOT NULL${view.where === null ? "" : " AND __keep"}`;
}

/** What orders an atom's rows, least first: (eventTime, availableAt, tieBreak, value), the value last so that ties cannot matter; null lowest. */
export function latestOrder(context: ViewContext, atom: AtomPlan): readonly string[] {
  const ties = [...context.view.tieBreak.map((_, index) => `__tie_${index}`), latestValue(context, atom)];
  return ["__et", "__at", ...ties.flatMap((column) => [`(${column} IS NOT NULL)`, column])];
}

/** The value that the latest row gives; SQL cannot order -0 against 0, so -0 is 0 here as in the reference. */
export function latestValue(context: ViewContext, atom: AtomPlan): string {
  const id = atom.inputId ?? "";
  return inputTypeOf(context.view, atom)?.kind === "float64" ? `(${id} + 0e0)` : id;
}

function emitRow(context: ViewContext, expression: Expression, stages: SqlStages): Sql {
  return emitSql(expression, stages, (path) => rawSql(context.dialect.identifier(path[0] ?? "")));
}

function micros(context: ViewContext, timestamp: Sql): Sql {
  return { text: context.dialect.epochMicros(timestamp.text), stage: timestamp.stage };
}
