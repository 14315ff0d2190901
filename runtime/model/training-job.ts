// The contract between Bifold and a trainer: the job file that a trainer, in any language, is given.

/** The environment variable that holds the job file's absolute path. */
export const JOB_VARIABLE = "BIFOLD_TRAINING_JOB";
/** The same job in variables, for trainers that read no JSON. */
export const DATA_VARIABLE = "BIFOLD_DATA";
export const SCHEMA_VARIABLE = "BIFOLD_SCHEMA";
export const PARAMS_VARIABLE = "BIFOLD_PARAMS";
export const OUTPUT_VARIABLE = "BIFOLD_OUTPUT";
export const LABEL_VARIABLE = "BIFOLD_LABEL";
export const SEED_VARIABLE = "BIFOLD_SEED";
/** Left out where nothing is held out. */
export const HOLDOUT_VARIABLE = "BIFOLD_HOLDOUT_FROM";
/** What a trainer writes into its output directory. */
export const MODEL_FILE = "model.onnx";
export const METRICS_FILE = "metrics.jsonl";
export const REPORT_FILE = "report.json";
/** What it may write there: some of its own predictions, as `row` (from 0, in the data) and `prediction`. */
export const PREDICTIONS_FILE = "predictions.csv";
export const PREDICTION_FILES = ["predictions.parquet", PREDICTIONS_FILE];
/** What Bifold writes there: the job itself, and its columns as JSON. */
export const JOB_FILE = "job.json";
export const SCHEMA_FILE = "schema.json";

export interface TrainingColumn {
  readonly name: string;
  /** A decimal is DECIMAL(18, scale) in the file, a list LIST; no feature of a model is either. */
  readonly type: "int64" | "float64" | "decimal" | "bool" | "string" | "timestamp" | "list";
  readonly nullable: boolean;
  readonly role: "feature" | "label" | "key" | "as_of" | "weight" | "split";
}

export interface TrainingJob {
  readonly version: 1;
  /** Absolute path of a Parquet file. */
  readonly data: string;
  readonly columns: readonly TrainingColumn[];
  /** The model's inputs, in order. */
  readonly features: readonly string[];
  readonly label: string;
  /** The column that says for how many rows each stands; absent: for itself. */
  readonly weight?: string;
  /** The column with "train", "validation" or "test"; absent: rows are not split. */
  readonly split?: string;
  /** Name of the timestamp column (UTC, microseconds) that says as of when each row's features are. */
  readonly asOf: string;
  /** Rows as of `from` (RFC 3339) and later must not be learnt from; null: learn from all. */
  readonly holdout: { readonly from: string } | null;
  readonly params: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Absolute path of an existing directory. */
  readonly output: string;
}

/** One line of metrics.jsonl. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  /** How far training had come, in the trainer's own unit (trees, epochs). */
  readonly step: number;
}

/** One JSON line on a trainer's standard error; any other line there is its log. */
export interface Progress {
  /** Share of the work done, 0 to 1. */
  readonly progress: number;
  readonly message: string;
}
