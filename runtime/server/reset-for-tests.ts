// Empties every table, for conformance suites that start each test on a new server.
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { ensureDefaultExperiment } from "../tracking/experiments.ts";

const TABLES = [
  "experiment",
  "experiment_tag",
  "run",
  "key",
  "param",
  "tag",
  "metric",
  "latest_metric",
  "metric_bucket",
  "dataset",
  "dataset_input",
  "dataset_input_tag",
  "model_input",
  "model_output",
  "logged_model",
  "logged_model_param",
  "logged_model_tag",
  "logged_model_metric",
  "artifact",
  "registered_model",
  "registered_model_tag",
  "model_version_counter",
  "model_version",
  "model_version_tag",
  "model_alias",
  "alias_history",
] as const;

export async function resetForTests(metadata: Metadata, now: number): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    for (const table of TABLES) await transaction.kysely.deleteFrom(table).execute();
    await transaction.kysely.updateTable("artifact_total").set({ bytes: 0 }).execute();
    await ensureDefaultExperiment(transaction, now);
  });
}
