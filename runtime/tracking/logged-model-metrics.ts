// Metrics that were logged for a model: kept with the model besides the run.
import { insertRows } from "../database/insert-rows.ts";
import type { Metadata } from "../database/metadata-database.ts";
import type { LoggedMetric } from "./records.ts";

const COLUMNS = {
  model_id: "text",
  key: "text",
  timestamp: "bigint",
  step: "bigint",
  value: "double precision",
  is_nan: "bigint",
  run_id: "text",
  dataset_name: "text",
  dataset_digest: "text",
} as const;

/** Inside a transaction; metrics that name no model are passed over. */
export async function writeModelMetrics(
  metadata: Metadata,
  runId: string,
  metrics: readonly LoggedMetric[],
): Promise<void> {
  const ofModels = metrics.filter(({ modelId }) => modelId !== undefined);
  const rows = ofModels.map((metric) => [
    metric.modelId ?? "",
    metric.key,
    metric.timestamp,
    metric.step,
    Number.isNaN(metric.value) ? 0 : metric.value,
    Number.isNaN(metric.value) ? 1 : 0,
    runId,
    metric.datasetName ?? null,
    metric.datasetDigest ?? null,
  ]);
  await insertRows(metadata, { table: "logged_model_metric", columns: COLUMNS, rows });
}
