// A model's own inputs: the values fitted to the rows that it learns from, and each row's inputs from them.
import type { Expression } from "../../ir/expression.ts";
import type { Model, ModelInputs, TrainingSet } from "../../ir/program.ts";
import { asUnits } from "../../library/decimal-sql.ts";
import { emitSql } from "../../library/emit.ts";
import { columnsBeside, fittedColumn, learntUntil } from "../../library/model-inputs.ts";
import { rawSql, type Sql } from "../../library/sql.ts";
import { type SqlOutput, SqlStages } from "../../library/sql-stages.ts";
import { aggregationOf } from "../../library/aggregation-of.ts";
import type { SqlDialect } from "./dialect.ts";
import { mergedLane, shapeOf } from "./lanes.ts";
import { stateOf } from "./merged-lanes.ts";
import { resultColumn } from "./result-columns.ts";

interface InputsQuery {
  readonly model: Model;
  readonly inputs: ModelInputs;
  readonly set: TrainingSet;
  readonly dialect: SqlDialect;
}

/**
 * Reads the relation `examples`, the training set's rows as its file has them. Gives one row: `rows`, how many were
 * learnt from, and the fitted values by id, decimals in units. One pass, whatever the number of values.
 */
export function printFits(query: InputsQuery): string {
  const { model, inputs, set, dialect } = query;
  const stages = new SqlStages("__f");
  const until = learntUntil(model, set);
  const values = new Map<string, SqlOutput>();
  const lanes = new Map<string, { readonly contribution: string; readonly merged: string }>();
  const asOf = dialect.epochMicros("as_of");
  const fitted = new SqlStages("__a");
  const results = inputs.fits.map((fit): SqlOutput => {
    const columns = fit.inputs.map((input) => valueColumn(query, input, values, stages));
    const states = aggregationOf(fit)
      .lanes(shapeOf(fit))
      .map((lane) => {
        const contribution = lane.contribution({
          inputs: columns,
          times: [rawSql("__as_of")],
          tieBreaks: [],
        }).text;
        const key = `${lane.type} ${mergedLane(lane, contribution)}`;
        const known = [...lanes.keys()].indexOf(key);
        const column = `l${known < 0 ? lanes.size : known}`;
        if (known < 0) lanes.set(key, { contribution, merged: mergedLane(lane, column) });
        return stateOf(lane, column);
      });
    return { name: fit.id, value: aggregationOf(fit).finalize(states, shapeOf(fit), fitted) };
  });
  const read = stages.wrap(
    "examples",
    [],
    [{ name: "__as_of", value: rawSql(asOf) }, ...values.values()],
    until === null ? null : rawSql(`${asOf} < ${until}`),
  );
  const all = [...lanes.values()];
  const contributions = all.map(({ contribution }, index) => `${contribution} AS l${index}`);
  const merged = all.map((lane, index) => `${lane.merged} AS l${index}`);
  const rows = `SELECT ${["count(*) AS rows", ...merged].join(", ")}
FROM (
SELECT ${["1 AS __one", ...contributions].join(", ")}
FROM (
${read}
)
)`;
  return `${fitted.wrap(`(\n${rows}\n)`, ["rows"], results)}\n`;
}

/**
 * Reads `examples`, numbered by `row_id`, and `fitted`, one row of `fittedColumn`s. Gives the columns of the
 * examples that are no features, then the inputs, in the order of `row_id`.
 */
export function printInputs({ inputs, set, dialect }: InputsQuery): string {
  const { identifier } = dialect;
  const stages = new SqlStages("__i");
  const column = columnOf(set, dialect);
  const outputs = inputs.features.map(({ name, expression }) => ({
    name,
    value: emitSql(
      expression,
      stages,
      ([path = ""]) => column(path),
      (id) => rawSql(identifier(fittedColumn(id))),
    ),
  }));
  const from = inputs.fits.length === 0 ? "examples" : "examples CROSS JOIN fitted";
  const kept = columnsBeside(set).map(({ name }) => name);
  const rows = stages.wrap(from, ["row_id", ...kept], outputs);
  const results = inputs.features.map((feature) => resultColumn(feature, identifier));
  return `SELECT ${[...kept.map(identifier), ...results].join(", ")}
FROM (
${rows}
)
ORDER BY row_id
`;
}

/** A row's value as a column of its own, equal ones once. */
function valueColumn(
  { set, dialect }: InputsQuery,
  input: Expression,
  values: Map<string, SqlOutput>,
  stages: SqlStages,
): Sql {
  const key = JSON.stringify(input);
  const column = columnOf(set, dialect);
  const known = values.get(key) ?? {
    name: `x${values.size}`,
    value: emitSql(input, stages, ([path = ""]) => column(path)),
  };
  values.set(key, known);
  return rawSql(known.name);
}

/** A feature as statements compute with it: decimals in units. */
function columnOf(set: TrainingSet, { identifier }: SqlDialect): (name: string) => Sql {
  const types = new Map(set.features.map(({ column, type }) => [column, type]));
  return (name) => {
    const type = types.get(name);
    return rawSql(type === undefined ? identifier(name) : asUnits(identifier(name), type));
  };
}
