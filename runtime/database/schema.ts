// The tables of experiment tracking and of the model registry, as Kysely sees them.
import type { Generated } from "kysely";

/** Milliseconds since the epoch. */
type Milliseconds = number;
type Flag = 0 | 1;

interface ExperimentTable {
  experiment_id: Generated<number>;
  name: string;
  artifact_location: string;
  lifecycle_stage: "active" | "deleted";
  creation_time: Milliseconds;
  last_update_time: Milliseconds;
}

interface ExperimentTagTable {
  experiment_id: number;
  key: string;
  value: string;
}

/** `seq` is the short key that the rows of a run repeat; `run_id` is the public one. */
interface RunTable {
  seq: Generated<number>;
  run_id: string;
  experiment_id: number;
  name: string;
  user_id: string;
  status: string;
  start_time: Milliseconds;
  end_time: Milliseconds | null;
  lifecycle_stage: "active" | "deleted";
  artifact_uri: string;
}

/** Names of metrics, params and tags, each stored once. */
interface KeyTable {
  id: Generated<number>;
  name: string;
}

interface ParamTable {
  run_seq: number;
  key_id: number;
  value: string;
}

/** A NaN is stored as value 0 with `is_nan` 1, so that it orders and compares in both dialects. */
interface MetricTable {
  run_seq: number;
  key_id: number;
  timestamp: number;
  step: number;
  value: number;
  is_nan: Flag;
}

interface DatasetTable {
  seq: Generated<number>;
  experiment_id: number;
  name: string;
  digest: string;
  source_type: string;
  source: string;
  schema: string | null;
  profile: string | null;
}

interface DatasetInputTable {
  run_seq: number;
  dataset_seq: number;
}

interface DatasetInputTagTable extends DatasetInputTable {
  key: string;
  value: string;
}

interface ModelInputTable {
  run_seq: number;
  model_id: string;
}

interface ModelOutputTable extends ModelInputTable {
  step: number;
}

interface LoggedModelTable {
  model_id: string;
  experiment_id: number;
  name: string;
  artifact_location: string;
  creation_time: Milliseconds;
  last_update_time: Milliseconds;
  status: number;
  status_message: string | null;
  model_type: string | null;
  source_run_id: string | null;
  lifecycle_stage: "active" | "deleted";
}

interface LoggedModelTextTable {
  model_id: string;
  key: string;
  value: string;
}

interface LoggedModelMetricTable {
  model_id: string;
  key: string;
  timestamp: number;
  step: number;
  value: number;
  is_nan: Flag;
  run_id: string;
  dataset_name: string | null;
  dataset_digest: string | null;
}

/** One flat name space of artifacts; the bytes live in the blob store under their digest. */
interface ArtifactTable {
  path: string;
  digest: string;
  size: number;
  stored_at: Milliseconds;
}

/** One row: the bytes of all artifacts, each path counted. */
interface ArtifactTotalTable {
  one: number;
  bytes: number;
}

/** The extremes of 2^level steps of one metric of one run. */
interface MetricBucketTable {
  run_seq: number;
  key_id: number;
  level: number;
  bucket: number;
  first_time: Milliseconds;
  last_time: Milliseconds;
  least_value: number | null;
  least_step: number | null;
  least_time: Milliseconds | null;
  greatest_value: number | null;
  greatest_step: number | null;
  greatest_time: Milliseconds | null;
}

interface RegisteredModelTable {
  name: string;
  description: string | null;
  creation_time: Milliseconds;
  last_update_time: Milliseconds;
}

/** Survives the deletion of a model, so that `model, version` never names two things. */
interface ModelVersionCounterTable {
  model: string;
  last_version: number;
}

interface RegisteredModelTagTable {
  model: string;
  key: string;
  value: string;
}

interface ModelVersionTable {
  model: string;
  version: number;
  creation_time: Milliseconds;
  last_update_time: Milliseconds;
  description: string | null;
  user_id: string | null;
  current_stage: string;
  source: string;
  run_id: string | null;
  run_link: string | null;
  model_id: string | null;
  status: string;
  status_message: string | null;
  /** JSON of a ModelSignature. */
  signature: string | null;
  /** JSON object: feature view name to fingerprint. */
  feature_fingerprints: string | null;
}

interface ModelVersionTagTable extends RegisteredModelTagTable {
  version: number;
}

interface ModelAliasTable {
  model: string;
  alias: string;
  version: number;
}

/** Append-only: what each alias pointed to, and why it moved. */
interface AliasHistoryTable {
  seq: Generated<number>;
  model: string;
  alias: string;
  from_version: number | null;
  to_version: number | null;
  actor: string;
  reason: string;
  evidence: string | null;
  moved_at: Milliseconds;
}

export interface Schema {
  experiment: ExperimentTable;
  experiment_tag: ExperimentTagTable;
  run: RunTable;
  key: KeyTable;
  param: ParamTable;
  tag: ParamTable;
  metric: MetricTable;
  latest_metric: MetricTable;
  dataset: DatasetTable;
  dataset_input: DatasetInputTable;
  dataset_input_tag: DatasetInputTagTable;
  model_input: ModelInputTable;
  model_output: ModelOutputTable;
  logged_model: LoggedModelTable;
  logged_model_param: LoggedModelTextTable;
  logged_model_tag: LoggedModelTextTable;
  logged_model_metric: LoggedModelMetricTable;
  artifact: ArtifactTable;
  artifact_total: ArtifactTotalTable;
  metric_bucket: MetricBucketTable;
  registered_model: RegisteredModelTable;
  registered_model_tag: RegisteredModelTagTable;
  model_version_counter: ModelVersionCounterTable;
  model_version: ModelVersionTable;
  model_version_tag: ModelVersionTagTable;
  model_alias: ModelAliasTable;
  alias_history: AliasHistoryTable;
}
