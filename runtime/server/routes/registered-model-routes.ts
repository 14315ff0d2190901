// MLflow's registered models and their aliases over HTTP.
import type { Metadata } from "../../database/metadata-database.ts";
import { currentVersion, moveAlias, resolve } from "../../registry/aliases.ts";
import {
  createModel,
  deleteModel,
  deleteModelTag,
  describeModel,
  getModel,
  renameModel,
  setModelTag,
} from "../../registry/models.ts";
import type { RegisteredModel } from "../../registry/records.ts";
import { latestVersions, searchModels } from "../../registry/search-registry.ts";
import { checkStage } from "../../registry/stages.ts";
import type { Route } from "../route.ts";
import { keyValues } from "../wire/key-values.ts";
import { modelMessage, versionMessage } from "../wire/registry-messages.ts";
import { pageMessage } from "../wire/tracking-messages.ts";
import { versionOf } from "./model-version-routes.ts";

async function answer(metadata: Metadata, model: RegisteredModel): Promise<object> {
  return { registered_model: modelMessage(model, await latestVersions(metadata, [model.name])) };
}

const getLatest: Route["handle"] = async ({ fields }, { metadata }) => {
  const name = fields.requiredText("name");
  const stages = fields.texts("stages").map(checkStage);
  await getModel(metadata, name);
  const latest = await latestVersions(metadata, [name]);
  const wanted = latest.filter(({ stage }) => stages.length === 0 || stages.includes(stage));
  return pageMessage("model_versions", wanted.map(versionMessage), null);
};

export const registeredModelRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "registered-models/create",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const description = fields.text("description");
      const model = await createModel(metadata, {
        name: fields.text("name") ?? "",
        tags: keyValues(fields.items("tags")),
        now: now(),
        ...(description === undefined ? {} : { description }),
      });
      return answer(metadata, model);
    },
  },
  {
    method: "GET",
    path: "registered-models/get",
    role: "reader",
    handle: async ({ fields }, { metadata }) =>
      answer(metadata, await getModel(metadata, fields.requiredText("name"))),
  },
  {
    method: "GET",
    path: "registered-models/search",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const page = await searchModels(metadata, {
        filter: fields.text("filter"),
        orderBy: fields.texts("order_by"),
        maxResults: fields.maxResults(100, 1000),
        pageToken: fields.text("page_token"),
      });
      const latest = await latestVersions(
        metadata,
        page.items.map(({ name }) => name),
      );
      const models = page.items.map((model) =>
        modelMessage(
          model,
          latest.filter((version) => version.model === model.name),
        ),
      );
      return pageMessage("registered_models", models, page.nextToken);
    },
  },
  {
    method: "POST",
    path: "registered-models/rename",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const renamed = await renameModel(
        metadata,
        fields.requiredText("name"),
        fields.text("new_name") ?? "",
        now(),
      );
      return answer(metadata, renamed);
    },
  },
  {
    method: "PATCH",
    path: "registered-models/update",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const description = fields.text("description") ?? "";
      return answer(metadata, await describeModel(metadata, fields.requiredText("name"), description, now()));
    },
  },
  {
    method: "DELETE",
    path: "registered-models/delete",
    role: "admin",
    async handle({ fields }, { metadata }) {
      await deleteModel(metadata, fields.requiredText("name"));
      return undefined;
    },
  },
  { method: "POST", path: "registered-models/get-latest-versions", role: "reader", handle: getLatest },
  { method: "GET", path: "registered-models/get-latest-versions", role: "reader", handle: getLatest },
  {
    method: "POST",
    path: "registered-models/set-tag",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const tag = { key: fields.requiredText("key"), value: fields.text("value") ?? "" };
      await setModelTag(metadata, fields.requiredText("name"), tag, now());
      return undefined;
    },
  },
  {
    method: "DELETE",
    path: "registered-models/delete-tag",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      await deleteModelTag(metadata, fields.requiredText("name"), fields.requiredText("key"), now());
      return undefined;
    },
  },
  {
    method: "POST",
    path: "registered-models/alias",
    role: "writer",
    async handle({ fields, actor }, { metadata, now }) {
      const model = fields.requiredText("name");
      const alias = fields.requiredText("alias");
      const to = versionOf(fields);
      // A request that is sent again leaves no second line in the history.
      if ((await currentVersion(metadata, model, alias)) === to) return undefined;
      await moveAlias(metadata, {
        model,
        alias,
        to,
        actor,
        reason: "set by an MLflow client",
        now: now(),
      });
      return undefined;
    },
  },
  {
    method: "GET",
    path: "registered-models/alias",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const version = await resolve(metadata, fields.requiredText("name"), fields.requiredText("alias"));
      return { model_version: versionMessage(version) };
    },
  },
  {
    method: "DELETE",
    path: "registered-models/alias",
    role: "writer",
    async handle({ fields, actor }, { metadata, now }) {
      const model = fields.requiredText("name");
      const alias = fields.requiredText("alias");
      await getModel(metadata, model);
      // Removing what is not there is fine, and leaves no line in the history.
      if ((await currentVersion(metadata, model, alias)) === null) return undefined;
      await moveAlias(metadata, {
        model,
        alias,
        to: null,
        actor,
        reason: "removed by an MLflow client",
        now: now(),
      });
      return undefined;
    },
  },
];
