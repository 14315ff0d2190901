// The contract between Bifold and a trainer: the job file that a trainer, in any language, is given.

/** The environment variable that holds the job file's absolute path. */
export const JOB_VARIABLE = "BIFOLD_TRAINING_JOB";
/** What a trainer writes into its output directory. */
export const MODEL_FILE = "model.onnx";
export const METRICS_FILE = "metrics.jsonl";
export const REPORT_FILE = "report.json";
/** What Bifold writes there: the job itself. */
export const JOB_FILE = "job.json";

export interface TrainingColumn {
  readonly name: string;
  readonly type: "int64" | "float64" | "bool" | "string" | "timestamp";
  readonly nullable: boolean;
  readonly role: "feature" | "label" | "key" | "as_of";
}

export interface TrainingJob {
  readonly version: 1;
  /** Absolute path of a Parquet file. */
  readonly data: string;
  readonly columns: readonly TrainingColumn[];
  /** The model's inputs, in order. */
  readonly features: readonly string[];
  readonly label: string;
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
