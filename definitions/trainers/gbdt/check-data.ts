// Refuses training data that a binary classifier cannot learn from, and counts what is there.
import type { TrainingJob } from "bifold/training";
import type { DuckDBConnection } from "@duckdb/node-api";

export interface RowCounts {
  readonly rows: number;
  readonly trainRows: number;
  readonly trainPositives: number;
  readonly holdoutRows: number;
  readonly holdoutPositives: number;
}

const NUMERIC = ["int64", "float64", "bool"];

/** @throws Error that lists every feature and label that is no number. */
export function checkColumns(job: TrainingJob): void {
  const types = new Map(job.columns.map((column) => [column.name, column.type]));
  const problems = [...job.features, job.label].flatMap((name) => {
    const type = types.get(name);
    if (type === undefined) return [`${name} is not among the job's columns`];
    return NUMERIC.includes(type) ? [] : [`${name} is a ${type}; make it a number in a view`];
  });
  if (job.features.length === 0) problems.push("the training set has no features");
  if (problems.length > 0) throw new Error(problems.join("; "));
}

/** @throws Error if labels are not 0 and 1, if an as-of time is null, or if there is too little to learn from. */
export async function readCounts(connection: DuckDBConnection, job: TrainingJob): Promise<RowCounts> {
  const reader = await connection.runAndReadAll(`SELECT count(*), count(*) FILTER (NOT holdout),
    count(*) FILTER (NOT holdout AND label = 1), count(*) FILTER (holdout), count(*) FILTER (holdout AND label = 1),
    count(*) FILTER (label IS NULL), count(*) FILTER (label NOT IN (0, 1)), count(*) FILTER (as_of_us IS NULL)
    FROM training_rows`);
  const counts = (reader.getRowsJS()[0] ?? []).map(Number);
  const [rows, trainRows, trainPositives, holdoutRows, holdoutPositives, unlabelled, otherLabels, timeless] =
    counts as [number, number, number, number, number, number, number, number];
  if (rows === 0) throw new Error(`${job.data} has no rows`);
  if (unlabelled > 0) {
    throw new Error(`${unlabelled} of ${rows} rows have a null ${job.label}: leave them out with \`where\``);
  }
  if (otherLabels > 0) {
    throw new Error(
      `${otherLabels} of ${rows} rows have a ${job.label} other than 0 and 1: this trainer tells two classes apart`,
    );
  }
  if (timeless > 0) throw new Error(`${timeless} of ${rows} rows have a null ${job.asOf}`);
  const from = job.holdout?.from;
  if (trainRows === 0)
    throw new Error(`no rows are before ${from}: all are held out, nothing is left to learn from`);
  if (from !== undefined && holdoutRows === 0)
    throw new Error(`no rows are as of ${from} or later: nothing is held out`);
  if (trainPositives === 0 || trainPositives === trainRows) {
    throw new Error(
      `all ${trainRows} rows to learn from have ${job.label} = ${trainPositives === 0 ? 0 : 1}`,
    );
  }
  return { rows, trainRows, trainPositives, holdoutRows, holdoutPositives };
}
