// Metrics that were logged for a model: kept with the model besides the run.
import { sql } from "kysely";
import type { Metadata } from "../database/metadata-database.ts";
import { chunksOf, valuesTable } from "../database/values-table.ts";
import type { LoggedMetric } from "./records.ts";

/** Inside a transaction; metrics that name no model are passed over. */
export async function writeModelMetrics(
  metadata: Metadata,
  runId: string,
  metrics: readonly LoggedMetric[],
): Promise<void> {
  const ofModels = metrics.filter(({ modelId }) => modelId !== undefined);
  for (const chunk of chunksOf(ofModels)) {
    const rows = valuesTable(
      ["text", "text", "bigint", "bigint", "double precision", "bigint", "text", "text", "text"],
      chunk.map((metric) => [
        metric.modelId ?? "",
        metric.key,
        metric.timestamp,
        metric.step,
        Number.isNaN(metric.value) ? 0 : metric.value,
        Number.isNaN(metric.value) ? 1 : 0,
        runId,
        metric.datasetName ?? null,
        metric.datasetDigest ?? null,
      ]),
    );
    await sql`INSERT INTO logged_model_metric
      (model_id, key, timestamp, step, value, is_nan, run_id, dataset_name, dataset_digest)
      SELECT * FROM ${rows} AS fresh WHERE true ON CONFLICT DO NOTHING`.execute(metadata.kysely);
  }
}
