// First migration: experiments, runs and everything logged to them, and the artifact index.
import type { Migration } from "../migrate.ts";

export const tracking: Migration = {
  number: 1,
  name: "tracking",
  statements: ({ identityColumn, clustered }) => [
    `CREATE TABLE experiment (
      experiment_id ${identityColumn},
      name TEXT NOT NULL UNIQUE,
      artifact_location TEXT NOT NULL,
      lifecycle_stage TEXT NOT NULL,
      creation_time BIGINT NOT NULL,
      last_update_time BIGINT NOT NULL
    )`,
    `CREATE TABLE experiment_tag (
      experiment_id BIGINT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (experiment_id, key)
    ) ${clustered}`,
    `CREATE TABLE run (
      seq ${identityColumn},
      run_id TEXT NOT NULL UNIQUE,
      experiment_id BIGINT NOT NULL,
      name TEXT NOT NULL,
      user_id TEXT NOT NULL,
      status TEXT NOT NULL,
      start_time BIGINT NOT NULL,
      end_time BIGINT,
      lifecycle_stage TEXT NOT NULL,
      artifact_uri TEXT NOT NULL
    )`,
    // The default order of a run search, so that a page of a large experiment is a short range read.
    "CREATE INDEX run_by_start ON run (experiment_id, lifecycle_stage, start_time DESC, run_id)",
    `CREATE TABLE key (id ${identityColumn}, name TEXT NOT NULL UNIQUE)`,
    `CREATE TABLE param (
      run_seq BIGINT NOT NULL, key_id BIGINT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run_seq, key_id)
    ) ${clustered}`,
    "CREATE INDEX param_by_value ON param (key_id, substr(value, 1, 100), run_seq)",
    `CREATE TABLE tag (
      run_seq BIGINT NOT NULL, key_id BIGINT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run_seq, key_id)
    ) ${clustered}`,
    "CREATE INDEX tag_by_value ON tag (key_id, substr(value, 1, 100), run_seq)",
    // The primary key is also the order in which a history is read, and what makes a repeated write a no-op.
    `CREATE TABLE metric (
      run_seq BIGINT NOT NULL,
      key_id BIGINT NOT NULL,
      timestamp BIGINT NOT NULL,
      step BIGINT NOT NULL,
      value DOUBLE PRECISION NOT NULL,
      is_nan SMALLINT NOT NULL,
      PRIMARY KEY (run_seq, key_id, timestamp, step, value, is_nan)
    ) ${clustered}`,
    `CREATE TABLE latest_metric (
      run_seq BIGINT NOT NULL,
      key_id BIGINT NOT NULL,
      timestamp BIGINT NOT NULL,
      step BIGINT NOT NULL,
      value DOUBLE PRECISION NOT NULL,
      is_nan SMALLINT NOT NULL,
      PRIMARY KEY (run_seq, key_id)
    ) ${clustered}`,
    "CREATE INDEX latest_metric_by_value ON latest_metric (key_id, is_nan, value, run_seq)",
    `CREATE TABLE dataset (
      seq ${identityColumn},
      experiment_id BIGINT NOT NULL,
      name TEXT NOT NULL,
      digest TEXT NOT NULL,
      source_type TEXT NOT NULL,
      source TEXT NOT NULL,
      schema TEXT,
      profile TEXT,
      UNIQUE (experiment_id, name, digest)
    )`,
    `CREATE TABLE dataset_input (
      run_seq BIGINT NOT NULL, dataset_seq BIGINT NOT NULL, PRIMARY KEY (run_seq, dataset_seq)
    ) ${clustered}`,
    "CREATE INDEX dataset_input_by_dataset ON dataset_input (dataset_seq, run_seq)",
    `CREATE TABLE dataset_input_tag (
      run_seq BIGINT NOT NULL, dataset_seq BIGINT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (run_seq, dataset_seq, key)
    ) ${clustered}`,
    `CREATE TABLE model_input (
      run_seq BIGINT NOT NULL, model_id TEXT NOT NULL, PRIMARY KEY (run_seq, model_id)
    ) ${clustered}`,
    `CREATE TABLE model_output (
      run_seq BIGINT NOT NULL, model_id TEXT NOT NULL, step BIGINT NOT NULL, PRIMARY KEY (run_seq, model_id)
    ) ${clustered}`,
    `CREATE TABLE logged_model (
      model_id TEXT NOT NULL PRIMARY KEY,
      experiment_id BIGINT NOT NULL,
      name TEXT NOT NULL,
      artifact_location TEXT NOT NULL,
      creation_time BIGINT NOT NULL,
      last_update_time BIGINT NOT NULL,
      status INTEGER NOT NULL,
      status_message TEXT,
      model_type TEXT,
      source_run_id TEXT,
      lifecycle_stage TEXT NOT NULL
    )`,
    "CREATE INDEX logged_model_by_age ON logged_model (experiment_id, creation_time DESC, model_id)",
    `CREATE TABLE logged_model_param (
      model_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (model_id, key)
    ) ${clustered}`,
    `CREATE TABLE logged_model_tag (
      model_id TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (model_id, key)
    ) ${clustered}`,
    `CREATE TABLE logged_model_metric (
      model_id TEXT NOT NULL,
      key TEXT NOT NULL,
      timestamp BIGINT NOT NULL,
      step BIGINT NOT NULL,
      value DOUBLE PRECISION NOT NULL,
      is_nan SMALLINT NOT NULL,
      run_id TEXT NOT NULL,
      dataset_name TEXT,
      dataset_digest TEXT,
      PRIMARY KEY (model_id, key, timestamp, step, run_id, value, is_nan)
    ) ${clustered}`,
    `CREATE TABLE artifact (
      path TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL, size BIGINT NOT NULL, stored_at BIGINT NOT NULL
    ) ${clustered}`,
    "CREATE INDEX artifact_by_digest ON artifact (digest)",
  ],
};
