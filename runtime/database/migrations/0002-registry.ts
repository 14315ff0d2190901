// Second migration: registered models, their versions, and aliases with their history.
import type { Migration } from "../migrate.ts";

export const registry: Migration = {
  number: 2,
  name: "registry",
  statements: ({ identityColumn, clustered }) => [
    `CREATE TABLE registered_model (
      name TEXT NOT NULL PRIMARY KEY,
      description TEXT,
      creation_time BIGINT NOT NULL,
      last_update_time BIGINT NOT NULL
    )`,
    `CREATE TABLE registered_model_tag (
      model TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (model, key)
    ) ${clustered}`,
    "CREATE TABLE model_version_counter (model TEXT NOT NULL PRIMARY KEY, last_version BIGINT NOT NULL)",
    `CREATE TABLE model_version (
      model TEXT NOT NULL,
      version BIGINT NOT NULL,
      creation_time BIGINT NOT NULL,
      last_update_time BIGINT NOT NULL,
      description TEXT,
      user_id TEXT,
      current_stage TEXT NOT NULL,
      source TEXT NOT NULL,
      run_id TEXT,
      run_link TEXT,
      model_id TEXT,
      status TEXT NOT NULL,
      status_message TEXT,
      signature TEXT,
      feature_fingerprints TEXT,
      PRIMARY KEY (model, version)
    )`,
    "CREATE INDEX model_version_by_run ON model_version (run_id)",
    `CREATE TABLE model_version_tag (
      model TEXT NOT NULL, version BIGINT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
      PRIMARY KEY (model, version, key)
    ) ${clustered}`,
    `CREATE TABLE model_alias (
      model TEXT NOT NULL, alias TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (model, alias)
    ) ${clustered}`,
    `CREATE TABLE alias_history (
      seq ${identityColumn},
      model TEXT NOT NULL,
      alias TEXT NOT NULL,
      from_version BIGINT,
      to_version BIGINT,
      actor TEXT NOT NULL,
      reason TEXT NOT NULL,
      evidence TEXT,
      moved_at BIGINT NOT NULL
    )`,
    "CREATE INDEX alias_history_by_model ON alias_history (model, alias, seq)",
  ],
};
