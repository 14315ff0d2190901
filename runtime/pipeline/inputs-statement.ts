// The generated statements of a model's own inputs, with the relations that they read put before them.
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { sqlLiteral } from "../../compiler/library/literals.ts";
import { fittedColumn } from "../../compiler/library/model-inputs.ts";
import { identifier, literal } from "../offline/sql-text.ts";

export interface Examples {
  /** The Parquet file of a training set. */
  readonly data: string;
  /** SQL condition on its rows; left out: all. */
  readonly where?: string | undefined;
}

/** `sql` is `<model>.fits.sql`. */
export function fitsStatement(sql: string, examples: Examples): string {
  return `WITH examples AS (${examplesOf(examples)})\n${sql}`;
}

/** `sql` is `<model>.inputs.sql`. */
export function inputsStatement(
  sql: string,
  examples: Examples,
  fitted: { readonly fields: readonly Field[]; readonly values: Readonly<Record<string, Value>> },
): string {
  const relations = [`examples AS (${examplesOf(examples)})`, ...fittedRelation(fitted)];
  return `WITH ${relations.join(",\n")}\n${sql}`;
}

function examplesOf({ data, where }: Examples): string {
  const rows = `SELECT * RENAME (file_row_number AS row_id) FROM read_parquet(${literal(data)}, file_row_number = true)`;
  return where === undefined ? rows : `${rows} WHERE ${where}`;
}

/** Nothing where nothing is fitted. */
function fittedRelation({
  fields,
  values,
}: {
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, Value>>;
}): readonly string[] {
  if (fields.length === 0) return [];
  const columns = fields.map(
    ({ name, type }) => `${sqlLiteral(values[name] ?? null, type)} AS ${identifier(fittedColumn(name))}`,
  );
  return [`fitted AS MATERIALIZED (SELECT ${columns.join(", ")})`];
}
