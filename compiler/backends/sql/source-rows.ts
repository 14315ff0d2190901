// A source's rows as a view sees them: its keys, times, inputs and partial states, nulls and misfits dropped.
import { emitSql } from "../../library/emit.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import { rowsRelation } from "../../library/rows-relation.ts";
import type { Expression } from "../../ir/expression.ts";
import type { ValueType } from "../../ir/value-type.ts";
import { onCutGrid } from "./cuts.ts";
import type { RowLane } from "./lanes.ts";
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
  const { kept, follows } = columnsOf(context);
  const needed = new Set([...read, ...follows.flatMap(({ reads }) => reads)]);
  const columns = [
    ...carried,
    "__et",
    ...["__at", ...view.inputs.map((input) => input.id), ...tiesOf(context)].filter((name) =>
      needed.has(name),
    ),
    ...kept.map(({ text }) => text),
  ];
  return `SELECT ${columns.join(", ")}
FROM (
${stages.wrap(from, carried, outputs)}
)
WHERE __et IS NOT NULL AND __at IS NOT NULL${view.where === null ? "" : " AND __keep"}`;
}

/** The rows whole: `kept` holds what `keptRows` gives. */
export function withDerived(context: ViewContext, kept: string): string {
  return `SELECT ${["*", ...columnsOf(context).follows.map(({ text }) => text)].join(", ")} FROM ${kept}`;
}

interface RowColumn {
  /** As selected: `(__et + 60) AS __in`. */
  readonly text: string;
  readonly reads: readonly string[];
}

/**
 * Where lags are alike a row enters so long after its event time, and most partial states are wider than what they are made of: five
 * lanes of a sum of squares, one double. To compute them when they are read costs less than to keep them.
 */
function columnsOf(context: ViewContext): {
  readonly kept: readonly RowColumn[];
  readonly follows: readonly RowColumn[];
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
    { text: `${entry} AS __in`, reads: ["__et"], isWider: lag.kind !== "variable" },
    ...context.lanes.rowLanes.map((lane) => ({
      text: `${lane.contribution} AS ${lane.id}`,
      reads: lane.reads,
      isWider: isWider(context, lane),
    })),
  ];
  return {
    kept: columns.filter((column) => !column.isWider),
    follows: columns.filter((column) => column.isWider),
  };
}

/** Than what it is made of: structs repeat columns, and sums are of numbers, but for the counts of what may be a long text. */
function isWider({ view }: ViewContext, { reads, type, merge }: RowLane): boolean {
  if (type.startsWith("STRUCT")) return true;
  const typeOf = (name: string): ValueType | undefined => view.inputs.find(({ id }) => id === name)?.type;
  return merge === "sum" && reads.every((name) => !["string", "list"].includes(typeOf(name)?.kind ?? ""));
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
