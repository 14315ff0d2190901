// MLflow 3's logged models over HTTP.
import {
  createLoggedModel,
  deleteLoggedModelTag,
  getLoggedModel,
  updateLoggedModel,
} from "../../tracking/logged-models.ts";
import { searchLoggedModels } from "../../tracking/search-logged-models.ts";
import type { Route } from "../route.ts";
import { artifactPathIn, fileMessages } from "../wire/artifact-messages.ts";
import { keyValues } from "../wire/key-values.ts";
import { loggedModelMessage, MODEL_STATUSES, pageMessage } from "../wire/tracking-messages.ts";

export const loggedModelRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "logged-models",
    role: "writer",
    async handle({ fields }, { metadata, newId, now }) {
      const model = await createLoggedModel(metadata, {
        modelId: `m-${newId()}`,
        experimentId: fields.requiredText("experiment_id"),
        name: fields.text("name") ?? "",
        modelType: fields.text("model_type") || undefined,
        sourceRunId: fields.text("source_run_id") || undefined,
        params: keyValues(fields.items("params")),
        tags: keyValues(fields.items("tags")),
        now: now(),
      });
      return { model: loggedModelMessage(model) };
    },
  },
  {
    method: "POST",
    path: "logged-models/search",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const page = await searchLoggedModels(metadata, {
        experimentIds: fields.texts("experiment_ids"),
        filter: fields.text("filter"),
        datasets: fields.items("datasets").map((dataset) => ({
          name: dataset.requiredText("dataset_name"),
          digest: dataset.text("dataset_digest"),
        })),
        orderBy: fields.items("order_by").map((order) => {
          const name = order.text("dataset_name");
          return {
            field: order.requiredText("field_name"),
            ascending: order.has("ascending") ? order.flag("ascending") : true,
            ...(name ? { dataset: { name, digest: order.text("dataset_digest") } } : {}),
          };
        }),
        maxResults: fields.maxResults(50, 1000),
        pageToken: fields.text("page_token"),
      });
      return pageMessage("models", page.items.map(loggedModelMessage), page.nextToken);
    },
  },
  {
    method: "GET",
    path: "logged-models/:model",
    role: "reader",
    async handle({ fields, part }, { metadata }) {
      const model = await getLoggedModel(metadata, part("model"), {
        allowDeleted: fields.flag("allow_deleted"),
      });
      return { model: loggedModelMessage(model) };
    },
  },
  {
    method: "PATCH",
    path: "logged-models/:model",
    role: "writer",
    async handle({ fields, part }, { metadata, now }) {
      const status = MODEL_STATUSES.indexOf(fields.choice("status", MODEL_STATUSES) ?? MODEL_STATUSES[0]);
      const model = await updateLoggedModel(metadata, part("model"), { status }, now());
      return { model: loggedModelMessage(model) };
    },
  },
  {
    method: "DELETE",
    path: "logged-models/:model",
    role: "writer",
    async handle({ part }, { metadata, now }) {
      await updateLoggedModel(metadata, part("model"), { stage: "deleted" }, now());
      return undefined;
    },
  },
  {
    method: "POST",
    path: "logged-models/:model/params",
    role: "writer",
    async handle({ fields, part }, { metadata, now }) {
      const params = keyValues(fields.items("params"));
      const model = await updateLoggedModel(metadata, part("model"), { params }, now());
      return { model: loggedModelMessage(model) };
    },
  },
  {
    method: "PATCH",
    path: "logged-models/:model/tags",
    role: "writer",
    async handle({ fields, part }, { metadata, now }) {
      const tags = keyValues(fields.items("tags"));
      const model = await updateLoggedModel(metadata, part("model"), { tags }, now());
      return { model: loggedModelMessage(model) };
    },
  },
  {
    method: "DELETE",
    path: "logged-models/:model/tags/:key",
    role: "writer",
    async handle({ part }, { metadata }) {
      await deleteLoggedModelTag(metadata, part("model"), part("key"));
      return undefined;
    },
  },
  {
    method: "GET",
    path: "logged-models/:model/artifacts/directories",
    role: "reader",
    async handle({ fields, part }, { metadata, artifacts }) {
      const { artifactUri } = await getLoggedModel(metadata, part("model"));
      const path = fields.text("artifact_directory_path") ?? "";
      const entries = await artifacts.list(artifactPathIn(artifactUri, path));
      const files = fileMessages(entries, path === "" ? "" : `${path}/`);
      return { root_uri: artifactUri, ...pageMessage("files", files, null) };
    },
  },
];
