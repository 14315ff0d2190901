// MLflow's experiments over HTTP.
import { missing } from "../../database/store-error.ts";
import {
  createExperiment,
  deleteExperimentTag,
  getExperiment,
  getExperimentByName,
  renameExperiment,
  setExperimentStage,
  setExperimentTag,
} from "../../tracking/experiments.ts";
import type { ViewType } from "../../tracking/records.ts";
import { searchExperiments } from "../../tracking/search-experiments.ts";
import type { Route } from "../route.ts";
import { keyValues } from "../wire/key-values.ts";
import { experimentMessage, pageMessage } from "../wire/tracking-messages.ts";

/** Numbered from 1 in MLflow's protocol. */
export const VIEWS: readonly ViewType[] = ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"];

const search: Route["handle"] = async ({ fields }, { metadata }) => {
  const view = fields.choice("view_type", VIEWS, 1);
  const page = await searchExperiments(metadata, {
    filter: fields.text("filter"),
    orderBy: fields.texts("order_by"),
    maxResults: fields.maxResults(1000, 50_000),
    pageToken: fields.text("page_token"),
    ...(view === undefined ? {} : { view }),
  });
  return pageMessage("experiments", page.items.map(experimentMessage), page.nextToken);
};

export const experimentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "experiments/create",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const artifactLocation = fields.text("artifact_location");
      const experiment_id = await createExperiment(metadata, {
        name: fields.requiredText("name"),
        tags: keyValues(fields.items("tags")),
        now: now(),
        ...(artifactLocation ? { artifactLocation: artifactLocation.replace(/\/+$/, "") } : {}),
      });
      return { experiment_id };
    },
  },
  {
    method: "GET",
    path: "experiments/get",
    role: "reader",
    async handle({ fields }, { metadata }) {
      return {
        experiment: experimentMessage(await getExperiment(metadata, fields.requiredText("experiment_id"))),
      };
    },
  },
  {
    method: "GET",
    path: "experiments/get-by-name",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const name = fields.requiredText("experiment_name");
      const experiment = await getExperimentByName(metadata, name);
      if (experiment === null) throw missing(`Could not find experiment with name '${name}'`);
      return { experiment: experimentMessage(experiment) };
    },
  },
  { method: "POST", path: "experiments/search", role: "reader", handle: search },
  { method: "GET", path: "experiments/search", role: "reader", handle: search },
  {
    method: "POST",
    path: "experiments/update",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      await renameExperiment(
        metadata,
        fields.requiredText("experiment_id"),
        fields.requiredText("new_name"),
        now(),
      );
      return undefined;
    },
  },
  {
    method: "POST",
    path: "experiments/delete",
    role: "admin",
    async handle({ fields }, { metadata, now }) {
      await setExperimentStage(metadata, fields.requiredText("experiment_id"), "deleted", now());
      return undefined;
    },
  },
  {
    method: "POST",
    path: "experiments/restore",
    role: "admin",
    async handle({ fields }, { metadata, now }) {
      await setExperimentStage(metadata, fields.requiredText("experiment_id"), "active", now());
      return undefined;
    },
  },
  {
    method: "POST",
    path: "experiments/set-experiment-tag",
    role: "writer",
    async handle({ fields }, { metadata }) {
      const tag = { key: fields.requiredText("key"), value: fields.text("value") ?? "" };
      await setExperimentTag(metadata, fields.requiredText("experiment_id"), tag);
      return undefined;
    },
  },
  {
    method: "POST",
    path: "experiments/delete-experiment-tag",
    role: "writer",
    async handle({ fields }, { metadata }) {
      await deleteExperimentTag(metadata, fields.requiredText("experiment_id"), fields.requiredText("key"));
      return undefined;
    },
  },
];
