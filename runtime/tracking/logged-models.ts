// Logged models: what a run produced, with its own status, params, tags and metrics.
import { sql } from "../database/kysely.ts";
import { toInt64 } from "../database/dialect.ts";
import { groupBy } from "../database/group-by.ts";
import { inTransaction, type Metadata } from "../database/metadata-database.ts";
import { missing } from "../database/store-error.ts";
import { requireActiveExperiment } from "./experiments.ts";
import type { KeyValue, LifecycleStage, LoggedMetric } from "./records.ts";
import { checkText, experimentNumber, MAX_KEY_LENGTH, MAX_VALUE_LENGTH } from "./validate-names.ts";

export interface LoggedModelMetric extends LoggedMetric {
  readonly runId: string;
}

export interface LoggedModel {
  /** `m-` and 32 hexadecimal digits. */
  readonly modelId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly artifactUri: string;
  readonly creationTime: number;
  readonly lastUpdateTime: number;
  /** 1 pending, 2 ready, 3 upload failed, as in MLflow. */
  readonly status: number;
  readonly modelType: string | null;
  readonly sourceRunId: string | null;
  readonly lifecycleStage: LifecycleStage;
  readonly params: readonly KeyValue[];
  readonly tags: readonly KeyValue[];
  readonly metrics: readonly LoggedModelMetric[];
}

export interface NewLoggedModel {
  readonly modelId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly modelType?: string | undefined;
  readonly sourceRunId?: string | undefined;
  readonly params?: readonly KeyValue[];
  readonly tags?: readonly KeyValue[];
  readonly now: number;
}

export async function createLoggedModel(metadata: Metadata, wanted: NewLoggedModel): Promise<LoggedModel> {
  const name = checkText("name", wanted.name || wanted.modelId, 500);
  return inTransaction(metadata, async (transaction) => {
    const experiment = await requireActiveExperiment(transaction, wanted.experimentId);
    await transaction.kysely
      .insertInto("logged_model")
      .values({
        model_id: wanted.modelId,
        experiment_id: experimentNumber(wanted.experimentId),
        name,
        artifact_location: `${experiment.artifactLocation}/models/${wanted.modelId}/artifacts`,
        creation_time: wanted.now,
        last_update_time: wanted.now,
        status: 1,
        status_message: null,
        model_type: wanted.modelType ?? null,
        source_run_id: wanted.sourceRunId ?? null,
        lifecycle_stage: "active",
      })
      .execute();
    await writeTexts(transaction, "logged_model_param", wanted.modelId, wanted.params ?? []);
    await writeTexts(transaction, "logged_model_tag", wanted.modelId, wanted.tags ?? []);
    return getLoggedModel(transaction, wanted.modelId);
  });
}

/** RESOURCE_DOES_NOT_EXIST for a deleted one, unless it is allowed. */
export async function getLoggedModel(
  metadata: Metadata,
  modelId: string,
  { allowDeleted = false } = {},
): Promise<LoggedModel> {
  const [model] = await readLoggedModels(metadata, [modelId]);
  if (model === undefined || (model.lifecycleStage === "deleted" && !allowDeleted)) {
    throw missing(`Logged model with ID '${modelId}' not found.`);
  }
  return model;
}

/** In the order of the ids; unknown ones are left out. */
export async function readLoggedModels(
  { kysely, dialect }: Metadata,
  ids: readonly string[],
): Promise<readonly LoggedModel[]> {
  const wanted = dialect.isAnyOf(sql.ref("model_id"), ids);
  const rows = await kysely.selectFrom("logged_model").selectAll().where(wanted).execute();
  const texts = async (table: "logged_model_param" | "logged_model_tag") =>
    groupBy(
      await kysely.selectFrom(table).selectAll().where(wanted).orderBy("key").execute(),
      ({ model_id }) => model_id,
    );
  const params = await texts("logged_model_param");
  const tags = await texts("logged_model_tag");
  const metricRows = await sql<{
    model_id: string;
    key: string;
    value: number;
    is_nan: number;
    at: number | string;
    at_step: number | string;
    run_id: string;
    dataset_name: string | null;
    dataset_digest: string | null;
  }>`SELECT model_id, key, value, is_nan, ${dialect.int64(sql.ref("timestamp"))} AS at,
      ${dialect.int64(sql.ref("step"))} AS at_step, run_id, dataset_name, dataset_digest
    FROM logged_model_metric WHERE ${wanted} ORDER BY key, timestamp, step`.execute(kysely);
  const metrics = groupBy(metricRows.rows, ({ model_id }) => model_id);
  const byId = new Map(rows.map((row) => [row.model_id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    return {
      modelId: id,
      experimentId: String(row.experiment_id),
      name: row.name,
      artifactUri: row.artifact_location,
      creationTime: row.creation_time,
      lastUpdateTime: row.last_update_time,
      status: row.status,
      modelType: row.model_type,
      sourceRunId: row.source_run_id,
      lifecycleStage: row.lifecycle_stage,
      params: (params.get(id) ?? []).map(({ key, value }) => ({ key, value })),
      tags: (tags.get(id) ?? []).map(({ key, value }) => ({ key, value })),
      metrics: (metrics.get(id) ?? []).map((metric) => ({
        key: metric.key,
        value: metric.is_nan === 1 ? Number.NaN : metric.value,
        timestamp: toInt64(metric.at),
        step: toInt64(metric.at_step),
        modelId: id,
        runId: metric.run_id,
        ...(metric.dataset_name === null ? {} : { datasetName: metric.dataset_name }),
        ...(metric.dataset_digest === null ? {} : { datasetDigest: metric.dataset_digest }),
      })),
    };
  });
}

export interface LoggedModelChange {
  readonly status?: number;
  readonly params?: readonly KeyValue[];
  readonly tags?: readonly KeyValue[];
  readonly stage?: LifecycleStage;
}

export async function updateLoggedModel(
  metadata: Metadata,
  modelId: string,
  change: LoggedModelChange,
  now: number,
): Promise<LoggedModel> {
  return inTransaction(metadata, async (transaction) => {
    await getLoggedModel(transaction, modelId);
    await transaction.kysely
      .updateTable("logged_model")
      .set({
        last_update_time: now,
        ...(change.status === undefined ? {} : { status: change.status }),
        ...(change.stage === undefined ? {} : { lifecycle_stage: change.stage }),
      })
      .where("model_id", "=", modelId)
      .execute();
    await writeTexts(transaction, "logged_model_param", modelId, change.params ?? []);
    await writeTexts(transaction, "logged_model_tag", modelId, change.tags ?? []);
    return getLoggedModel(transaction, modelId, { allowDeleted: true });
  });
}

export async function deleteLoggedModelTag(metadata: Metadata, modelId: string, key: string): Promise<void> {
  await getLoggedModel(metadata, modelId);
  const { numDeletedRows } = await metadata.kysely
    .deleteFrom("logged_model_tag")
    .where("model_id", "=", modelId)
    .where("key", "=", key)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw missing(`No tag with key '${key}' found for model with ID '${modelId}'.`);
}

async function writeTexts(
  { kysely }: Metadata,
  table: "logged_model_param" | "logged_model_tag",
  model_id: string,
  entries: readonly KeyValue[],
): Promise<void> {
  for (const { key, value } of entries) {
    checkText("key", key, MAX_KEY_LENGTH);
    checkText("value", value, MAX_VALUE_LENGTH);
    await kysely
      .insertInto(table)
      .values({ model_id, key, value })
      .onConflict((conflict) => conflict.columns(["model_id", "key"]).doUpdateSet({ value }))
      .execute();
  }
}
