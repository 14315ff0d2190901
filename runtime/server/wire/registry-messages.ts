// Registered models and versions as MLflow's messages.
import type { ModelVersion, RegisteredModel } from "../../registry/records.ts";

export const versionMessage = (version: ModelVersion) => ({
  name: version.model,
  version: String(version.version),
  creation_timestamp: version.creationTime,
  last_updated_timestamp: version.lastUpdateTime,
  current_stage: version.stage,
  description: version.description ?? "",
  source: version.source,
  run_id: version.runId ?? "",
  status: version.status,
  run_link: version.runLink ?? "",
  ...(version.user === null ? {} : { user_id: version.user }),
  ...(version.modelId === null ? {} : { model_id: version.modelId }),
  ...(version.tags.length === 0 ? {} : { tags: version.tags }),
  ...(version.aliases.length === 0 ? {} : { aliases: version.aliases }),
});

export const modelMessage = (model: RegisteredModel, latest: readonly ModelVersion[]) => ({
  name: model.name,
  creation_timestamp: model.creationTime,
  last_updated_timestamp: model.lastUpdateTime,
  ...(model.description === null ? {} : { description: model.description }),
  ...(latest.length === 0 ? {} : { latest_versions: latest.map(versionMessage) }),
  ...(model.tags.length === 0 ? {} : { tags: model.tags }),
  ...(model.aliases.length === 0
    ? {}
    : { aliases: model.aliases.map(({ alias, version }) => ({ alias, version: String(version) })) }),
});
