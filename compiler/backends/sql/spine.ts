// The rows of a training set before features: keys, instant, request fields and label, from the spine's source.
import { emitSql } from "../../library/emit.ts";
import { rawSql } from "../../library/sql.ts";
import { SqlStages } from "../../library/sql-stages.ts";
import type { Expression } from "../../ir/expression.ts";
import type { Source } from "../../ir/program.ts";
import type { TrainingSetPlan } from "../../ir/plan.ts";
import type { SqlDialect } from "./dialect.ts";

export function printSpine(set: TrainingSetPlan, source: Source, dialect: SqlDialect): string {
  const stages = new SqlStages("_s");
  const emit = (expression: Expression) =>
    emitSql(expression, stages, (path) => rawSql(dialect.identifier(path[0] ?? "")));
  const outputs = [
    ...set.keys.map((key) => ({ name: key.name, value: emit(key.expression) })),
    { name: "as_of", value: emit(set.asOf) },
    ...set.request.map((field) => ({ name: field.name, value: emit(field.expression) })),
    { name: set.label.name, value: emit(set.label.expression) },
  ];
  const where = set.where === null ? null : emit(set.where);
  return `${stages.wrap(sampled(set, source, dialect), [], outputs, where)}\n`;
}

/** Sampling by the rows' own values: the same rows whatever the file's order. */
function sampled(set: TrainingSetPlan, source: Source, dialect: SqlDialect): string {
  const table = dialect.identifier(source.name);
  if (set.sampleOneIn === null) return table;
  const hash = dialect.hashOf(source.columns.map((column) => column.name));
  return `(SELECT * FROM ${table} WHERE ${hash} % ${set.sampleOneIn} = 0)`;
}
