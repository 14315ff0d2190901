// Experiments, runs and logged models as MLflow's messages: unset fields and empty lists are left out.
import type { LoggedModel } from "../../tracking/logged-models.ts";
import type { Experiment, KeyValue, Metric, Run, RunInfo } from "../../tracking/records.ts";
import { double } from "./write-json.ts";

const listed = <T>(name: string, list: readonly T[]) => (list.length === 0 ? {} : { [name]: list });

export const experimentMessage = (experiment: Experiment) => ({
  experiment_id: experiment.experimentId,
  name: experiment.name,
  artifact_location: experiment.artifactLocation,
  lifecycle_stage: experiment.lifecycleStage,
  last_update_time: experiment.lastUpdateTime,
  creation_time: experiment.creationTime,
  ...listed("tags", experiment.tags),
});

export const runInfoMessage = (info: RunInfo) => ({
  run_uuid: info.runId,
  run_id: info.runId,
  run_name: info.name,
  experiment_id: info.experimentId,
  user_id: info.userId,
  status: info.status,
  start_time: info.startTime,
  ...(info.endTime === null ? {} : { end_time: info.endTime }),
  artifact_uri: info.artifactUri,
  lifecycle_stage: info.lifecycleStage,
});

export const metricMessage = ({ key, value, timestamp, step }: Metric) => ({
  key,
  value: double(value),
  timestamp,
  step,
});

export function runMessage(run: Run): object {
  const datasets = run.datasets.map(({ dataset, tags }) => ({
    ...listed("tags", tags),
    dataset: {
      name: dataset.name,
      digest: dataset.digest,
      source_type: dataset.sourceType,
      source: dataset.source,
      ...(dataset.schema === null ? {} : { schema: dataset.schema }),
      ...(dataset.profile === null ? {} : { profile: dataset.profile }),
    },
  }));
  return {
    info: runInfoMessage(run.info),
    data: {
      ...listed("metrics", run.metrics.map(metricMessage)),
      ...listed("params", run.params),
      ...listed("tags", run.tags),
    },
    inputs: {
      ...listed("dataset_inputs", datasets),
      ...listed(
        "model_inputs",
        run.modelInputs.map((model_id) => ({ model_id })),
      ),
    },
    outputs: listed(
      "model_outputs",
      run.modelOutputs.map(({ modelId, step }) => ({ model_id: modelId, step })),
    ),
  };
}

export const MODEL_STATUSES = [
  "LOGGED_MODEL_STATUS_UNSPECIFIED",
  "LOGGED_MODEL_PENDING",
  "LOGGED_MODEL_READY",
  "LOGGED_MODEL_UPLOAD_FAILED",
] as const;

export function loggedModelMessage(model: LoggedModel): object {
  const text = (name: string, value: string | null) => (value === null ? {} : { [name]: value });
  return {
    info: {
      model_id: model.modelId,
      experiment_id: model.experimentId,
      name: model.name,
      creation_timestamp_ms: model.creationTime,
      last_updated_timestamp_ms: model.lastUpdateTime,
      artifact_uri: model.artifactUri,
      status: MODEL_STATUSES[model.status] ?? MODEL_STATUSES[0],
      ...text("model_type", model.modelType),
      ...text("source_run_id", model.sourceRunId),
      ...listed("tags", model.tags),
    },
    data: {
      ...listed("params", model.params),
      ...listed(
        "metrics",
        model.metrics.map((metric) => ({
          ...metricMessage(metric),
          ...text("dataset_name", metric.datasetName ?? null),
          ...text("dataset_digest", metric.datasetDigest ?? null),
          model_id: model.modelId,
          run_id: metric.runId,
        })),
      ),
    },
  };
}

export function pageMessage(name: string, items: readonly object[], nextToken: string | null): object {
  return { ...listed(name, items), ...(nextToken === null ? {} : { next_page_token: nextToken }) };
}

export const cut = (entries: readonly KeyValue[], limit: number): readonly KeyValue[] =>
  entries.map(({ key, value }) => ({ key, value: value.slice(0, limit) }));
