// MLflow's runs over HTTP.
import { inTransaction, type Metadata } from "../../database/metadata-database.ts";
import { invalid } from "../../database/store-error.ts";
import { logInputs, logOutputs } from "../../tracking/inputs.ts";
import { addToRun, logBatch } from "../../tracking/log-batch.ts";
import { deleteTag } from "../../tracking/params-and-tags.ts";
import { readRun } from "../../tracking/read-runs.ts";
import type { LoggedMetric, RunStatus } from "../../tracking/records.ts";
import { createRun, setRunStage, updateRun } from "../../tracking/runs.ts";
import { searchRuns } from "../../tracking/search-runs.ts";
import type { Route } from "../route.ts";
import type { Fields } from "../wire/fields.ts";
import { keyValues } from "../wire/key-values.ts";
import { cut, pageMessage, runInfoMessage, runMessage } from "../wire/tracking-messages.ts";
import { VIEWS } from "./experiment-routes.ts";

const STATUSES: readonly RunStatus[] = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];
const MAX_PARAM = 6000;
const MAX_TAG = 8000;
const HISTORY_TAG = "mlflow.log-model.history";

/** Old clients say `run_uuid`. */
export function runIdOf(fields: Fields): string {
  return fields.text("run_id") || fields.text("run_uuid") || fields.requiredText("run_id");
}

function metricOf(fields: Fields): LoggedMetric {
  const value = fields.double("value");
  const timestamp = fields.int64("timestamp");
  if (value === undefined) throw fields.missing("value");
  if (timestamp === undefined) throw fields.missing("timestamp");
  const [modelId, datasetName, datasetDigest] = ["model_id", "dataset_name", "dataset_digest"].map((name) =>
    fields.text(name),
  );
  return {
    key: fields.requiredText("key"),
    value,
    timestamp,
    step: fields.int64("step") ?? 0,
    ...(modelId ? { modelId } : {}),
    ...(datasetName ? { datasetName } : {}),
    ...(datasetDigest ? { datasetDigest } : {}),
  };
}

function limit(what: string, count: number, most: number): void {
  if (count <= most) return;
  throw invalid(
    `A batch logging request can contain at most ${most} ${what}. Got ${count} ${what}. Please split up ${what} ` +
      "across multiple requests and try again.",
  );
}

export const runRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "runs/create",
    role: "writer",
    async handle({ fields }, { metadata, newId, now }) {
      const name = fields.text("run_name");
      const userId = fields.text("user_id");
      const { runId } = await createRun(metadata, {
        runId: newId(),
        experimentId: fields.text("experiment_id") || "0",
        startTime: fields.integer("start_time") ?? now(),
        tags: cut(keyValues(fields.items("tags")), MAX_TAG),
        ...(name ? { name } : {}),
        ...(userId ? { userId } : {}),
      });
      return { run: runMessage(await readRun(metadata, runId)) };
    },
  },
  {
    method: "GET",
    path: "runs/get",
    role: "reader",
    async handle({ fields }, { metadata }) {
      return { run: runMessage(await readRun(metadata, runIdOf(fields))) };
    },
  },
  {
    method: "POST",
    path: "runs/update",
    role: "writer",
    async handle({ fields }, { metadata }) {
      const status = fields.choice("status", STATUSES, 1);
      const endTime = fields.integer("end_time");
      const name = fields.text("run_name");
      const info = await updateRun(metadata, runIdOf(fields), {
        ...(status === undefined ? {} : { status }),
        ...(endTime === undefined ? {} : { endTime }),
        ...(name === undefined ? {} : { name }),
      });
      return { run_info: runInfoMessage(info) };
    },
  },
  {
    method: "POST",
    path: "runs/delete",
    role: "writer",
    async handle({ fields }, { metadata }) {
      await setRunStage(metadata, runIdOf(fields), "deleted");
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/restore",
    role: "writer",
    async handle({ fields }, { metadata }) {
      await setRunStage(metadata, runIdOf(fields), "active");
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/log-metric",
    role: "writer",
    async handle({ fields }, { metadata }) {
      await logBatch(metadata, runIdOf(fields), { metrics: [metricOf(fields)] });
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/log-parameter",
    role: "writer",
    async handle({ fields }, { metadata }) {
      const params = [
        { key: fields.requiredText("key"), value: (fields.text("value") ?? "").slice(0, MAX_PARAM) },
      ];
      await logBatch(metadata, runIdOf(fields), { params });
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/set-tag",
    role: "writer",
    async handle({ fields }, { metadata }) {
      const tags = [
        { key: fields.requiredText("key"), value: (fields.text("value") ?? "").slice(0, MAX_TAG) },
      ];
      await logBatch(metadata, runIdOf(fields), { tags });
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/delete-tag",
    role: "writer",
    async handle({ fields }, { metadata }) {
      await deleteTag(metadata, runIdOf(fields), fields.requiredText("key"));
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/log-batch",
    role: "writer",
    async handle({ fields }, { metadata }) {
      const metrics = fields.items("metrics").map(metricOf);
      const params = keyValues(fields.items("params"));
      const tags = keyValues(fields.items("tags"));
      limit("metrics", metrics.length, 1000);
      limit("params", params.length, 100);
      limit("tags", tags.length, 100);
      limit("metrics, params, and tags", metrics.length + params.length + tags.length, 1000);
      await logBatch(metadata, runIdOf(fields), {
        metrics,
        params: cut(params, MAX_PARAM),
        tags: cut(tags, MAX_TAG),
      });
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/log-inputs",
    role: "writer",
    async handle({ fields }, { metadata }) {
      const datasets = fields.items("datasets").map((input) => {
        const dataset = input.item("dataset");
        return {
          dataset: {
            name: dataset.requiredText("name"),
            digest: dataset.requiredText("digest"),
            sourceType: dataset.requiredText("source_type"),
            source: dataset.requiredText("source"),
            schema: dataset.text("schema") ?? null,
            profile: dataset.text("profile") ?? null,
          },
          tags: keyValues(input.items("tags")),
        };
      });
      const models = fields.items("models").map((model) => model.requiredText("model_id"));
      await logInputs(metadata, runIdOf(fields), { datasets, models });
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/outputs",
    role: "writer",
    async handle({ fields }, { metadata }) {
      const models = fields.items("models").map((model) => ({
        modelId: model.requiredText("model_id"),
        step: model.int64("step") ?? 0,
      }));
      await logOutputs(metadata, runIdOf(fields), models);
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/log-model",
    role: "writer",
    async handle({ fields }, { metadata }) {
      await noteLoggedModel(metadata, runIdOf(fields), parsed(fields.requiredText("model_json")));
      return undefined;
    },
  },
  {
    method: "POST",
    path: "runs/search",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const view = fields.choice("run_view_type", VIEWS, 1);
      const page = await searchRuns(metadata, {
        experimentIds: fields.texts("experiment_ids"),
        filter: fields.text("filter"),
        orderBy: fields.texts("order_by"),
        maxResults: fields.maxResults(1000, 50_000),
        pageToken: fields.text("page_token"),
        ...(view === undefined ? {} : { view }),
      });
      return pageMessage("runs", page.items.map(runMessage), page.nextToken);
    },
  },
];

/** What 2.x clients log of a model is kept in a tag, once however often it is sent. */
async function noteLoggedModel(metadata: Metadata, runId: string, model: unknown): Promise<void> {
  await inTransaction(metadata, async (transaction) => {
    const before = (await readRun(transaction, runId)).tags.find(({ key }) => key === HISTORY_TAG);
    const models = (JSON.parse(before?.value ?? "[]") as unknown[]).map((known) => JSON.stringify(known));
    const value = `[${[...new Set([...models, JSON.stringify(model)])].join(",")}]`;
    await addToRun(transaction, runId, { tags: [{ key: HISTORY_TAG, value }] });
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid(`Malformed model info: 'model_json' is not valid JSON: ${json.slice(0, 100)}`);
  }
}
