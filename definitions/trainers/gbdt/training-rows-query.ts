// The SQL by which a job's Parquet file becomes rows to learn from: numbers only, NaN for missing.
import type { TrainingJob } from "bifold/training";

/**
 * Columns: `label` (DOUBLE), `holdout` (BOOLEAN), `row_hash` (UINTEGER, of all the row's values: equal rows are
 * sampled together, and the order of rows leaves no trace), `data_row` (UINTEGER, its place in the file, from 0) and
 * each feature as DOUBLE.
 */
export function trainingRowsQuery(job: TrainingJob): string {
  const features = job.features.map((name) => {
    const column = identifier(name);
    return `coalesce(CAST(${column} AS DOUBLE), 'NaN'::DOUBLE) AS ${column}`;
  });
  const asOf = `epoch_us(${identifier(job.asOf)})`;
  const label = `CAST(${identifier(job.label)} AS DOUBLE)`;
  const hashed = [asOf, label, ...job.features.map((name) => `CAST(${identifier(name)} AS DOUBLE)`)];
  return `SELECT ${label} AS label, ${asOf} AS as_of_us,
    ${job.holdout === null ? "false" : `${asOf} >= epoch_us(${literal(job.holdout.from)}::TIMESTAMPTZ)`} AS holdout,
    (hash(${hashed.join(", ")}) & 4294967295)::UINTEGER AS row_hash,
    file_row_number::UINTEGER AS data_row,
    ${features.join(",\n    ")}
    FROM read_parquet(${literal(job.data)}, file_row_number = true)`;
}

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
