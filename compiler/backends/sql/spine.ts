// The rows of a training set before features: keys, instant, request fields, label, weight and split.
import type { Expression } from "../../ir/expression.ts";
import type { TrainingSetPlan } from "../../ir/plan.ts";
import type { Rows, Union } from "../../ir/program.ts";
import { emitSql } from "../../library/emit.ts";
import { rowsRelation } from "../../library/rows-relation.ts";
import { rawSql } from "../../library/sql.ts";
import { type SqlOutput, SqlStages } from "../../library/sql-stages.ts";
import type { SqlDialect } from "./dialect.ts";
import { endOfHorizon, finishedSteps, labelledRows } from "./outcome.ts";
import { printScript } from "./statement.ts";
import type { Tuning } from "./tuning.ts";

interface SpineQuery {
  readonly set: TrainingSetPlan;
  readonly source: Rows;
  /** The source's parts, where it is a union. */
  readonly union: Union | null;
  readonly dialect: SqlDialect;
  readonly tuning: Tuning | undefined;
}

export function printSpine(query: SpineQuery): string {
  const { set } = query;
  if (set.outcome === null) return `${finished(query, base(query))}\n`;
  const { outcome } = set;
  const steps = finishedSteps({ ...query, outcome }, base(query));
  return printScript(steps, finished(query, labelledRows({ ...query, outcome })));
}

/** How many rows are no examples yet; null for a label that is known at once. */
export function printUnfinished(query: SpineQuery): string | null {
  const { outcome } = query.set;
  if (outcome === null) return null;
  return `SELECT count(*) AS rows FROM (\n${base(query)}\n)\nWHERE NOT coalesce(${endOfHorizon({ ...query, outcome })}, false)\n`;
}

/** A row's hash without the part that the sample was drawn by. */
const DRAW = "__draw";

/** All columns but those that the label decides. */
function base(query: SpineQuery): string {
  const { set, dialect, source } = query;
  const stages = new SqlStages("__s");
  const emit = (expression: Expression) =>
    emitSql(expression, stages, (path) => rawSql(dialect.identifier(path[0] ?? "")));
  const outputs: SqlOutput[] = [
    ...set.keys.map((key) => ({ name: key.name, value: emit(key.expression) })),
    { name: "as_of", value: emit(set.asOf) },
    ...set.request.map((field) => ({ name: field.name, value: emit(field.expression) })),
  ];
  if (set.outcome === null) outputs.push({ name: set.label.name, value: emit(set.label.expression) });
  if (set.negativesOneIn !== null) {
    const hash = dialect.hashOf(source.columns.map((column) => column.name));
    outputs.push({
      name: DRAW,
      value: rawSql(set.sampleOneIn === null ? hash : `(${hash} // ${set.sampleOneIn})`),
    });
  }
  const where = set.where === null ? null : emit(set.where);
  return stages.wrap(sampled(query), [], outputs, where);
}

/** Sampling by the rows' own values: the same rows whatever the file's order. */
function sampled({ set, source, union, dialect }: SpineQuery): string {
  const table = rowsRelation(source.name, union);
  if (set.sampleOneIn === null) return table;
  const hash = dialect.hashOf(source.columns.map((column) => column.name));
  return `(SELECT * FROM ${table} WHERE ${hash} % ${set.sampleOneIn} = 0)`;
}

/** Negatives thinned out and weighed, and rows split by time. */
function finished({ set, dialect }: SpineQuery, rows: string): string {
  const { negativesOneIn, split, label } = set;
  if (negativesOneIn === null && split === null) return rows;
  const value = dialect.identifier(label.name);
  const negative = label.type.kind === "bool" ? `NOT ${value}` : `${value} = 0`;
  const weight = `CASE WHEN ${negative} THEN ${negativesOneIn}e0 ELSE 1e0 END AS sample_weight`;
  const columns = [
    negativesOneIn === null ? "*" : `* EXCLUDE (${DRAW})`,
    ...(negativesOneIn === null ? [] : [weight]),
    ...(split === null ? [] : [splitColumn(split)]),
  ];
  const where = negativesOneIn === null ? "" : `\nWHERE NOT (${negative}) OR ${DRAW} % ${negativesOneIn} = 0`;
  return `SELECT ${columns.join(", ")}\nFROM (\n${rows}\n)${where}`;
}

function splitColumn({ validation, test }: NonNullable<TrainingSetPlan["split"]>): string {
  const parts = [
    ...(test === null ? [] : [`WHEN as_of >= make_timestamp(${test}) THEN 'test'`]),
    ...(validation === null ? [] : [`WHEN as_of >= make_timestamp(${validation}) THEN 'validation'`]),
  ];
  return `CASE ${parts.join(" ")} ELSE 'train' END AS split`;
}
