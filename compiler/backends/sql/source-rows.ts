// A source's rows as a view sees them: its keys, times, inputs and partial states, nulls and misfits dropped.
import { emitSql } from "../../library/emit.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import { rowsRelation } from "../../library/rows-relation.ts";
import type { Expression } from "../../ir/expression.ts";
import { onCutGrid } from "./cuts.ts";
import { carriedKeys, type ViewContext } from "./view-context.ts";

/** The source with `__key_0`, `__key_1`, ... beside its columns. */
export function sourceWithKeys(context: ViewContext): string {
  const { view } = context;
  const stages = new SqlStages("__k");
  const carried = carriedKeys(view);
  const outputs = view.keys.map((key, index) => ({
    name: carried[index] ?? "",
    value: emitRow(context, key.expression, stages),
  }));
  return `(${stages.wrap(rowsRelation(view.source, view.union), "*", outputs)})`;
}

/**
 * From any relation that holds the source's columns and `carried`: `__et` event time, `__at` availability, `__in` the
 * first cut that sees the row, all microseconds; `x0`... the inputs; `l0`... the partial states. What is not `read` is
 * left out, but for `__et` and `__in`.
 */
export function rowsOf(
  context: ViewContext,
  from: string,
  carried: readonly string[],
  read: ReadonlySet<string>,
): string {
  return withDerived(context, `(\n${keptRows(context, from, carried, read)}\n)`);
}

/** Those rows without the columns that follow from the others. */
export function keptRows(
  context: ViewContext,
  from: string,
  carried: readonly string[],
  read: ReadonlySet<string>,
): string {
  const { view, dialect } = context;
  const stages = new SqlStages("__r");
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
  const columns = [
    ...carried,
    "__et",
    ...["__at", ...view.inputs.map((input) => input.id), ...tiesOf(context)].filter((name) => read.has(name)),
    ...columnsOf(context).kept,
  ];
  return `SELECT ${columns.join(", ")}
FROM (
${stages.wrap(from, carried, outputs)}
)
WHERE __et IS NOT NULL AND __at IS NOT NULL${view.where === null ? "" : " AND __keep"}`;
}

/** The rows whole: `kept` holds what `keptRows` gives. */
export function withDerived(context: ViewContext, kept: string): string {
  return `SELECT ${["*", ...columnsOf(context).derived].join(", ")} FROM ${kept}`;
}

/**
 * Where lags are alike a row enters so long after its event time, and some states, such as a count's, are the same for every row: to
 * compute them when they are read costs less than to keep them.
 */
function columnsOf(context: ViewContext): {
  readonly kept: readonly string[];
  readonly derived: readonly string[];
} {
  const { lag, asOf } = context.view;
  const known =
    lag.kind === "variable"
      ? "greatest(__et, __at)"
      : lag.kind === "constant"
        ? `(__et + ${lag.us})`
        : "__et";
  const entry = onCutGrid(context, asOf === "exclusive" ? `(${known} + 1)` : known);
  const columns = [
    { text: `${entry} AS __in`, follows: lag.kind !== "variable" },
    ...context.lanes.rowLanes.map(({ id, contribution }) => ({
      text: `${contribution} AS ${id}`,
      follows: isNumber(contribution),
    })),
  ];
  const texts = (follows: boolean): readonly string[] =>
    columns.filter((column) => column.follows === follows).map(({ text }) => text);
  return { kept: texts(false), derived: texts(true) };
}

function isNumber(sql: string): boolean {
  return /^\d+$/.test(sql);
}

/** The columns of rows that break ties of times. */
export function tiesOf({ view }: ViewContext): readonly string[] {
  return view.tieBreak.map((_, index) => `__tie_${index}`);
}

/** An expression over a row of the source, with the features that stand beside it. */
export function emitRow(context: ViewContext, expression: Expression, stages: SqlStages): Sql {
  const { identifier } = context.dialect;
  return emitSql(expression, stages, ([name = "", feature]) =>
    rawSql(identifier(feature === undefined ? name : besideRow(name, feature))),
  );
}

/** The column that carries a feature of another view beside each row. */
export function besideRow(alias: string, feature: string): string {
  return `__${alias}__${feature}`;
}

/** Microseconds since 1970. */
export function micros(context: ViewContext, timestamp: Sql): Sql {
  return { text: context.dialect.epochMicros(timestamp.text), stage: timestamp.stage };
}
