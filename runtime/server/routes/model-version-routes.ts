// MLflow's model versions over HTTP.
import { inTransaction } from "../../database/metadata-database.ts";
import { invalid } from "../../database/store-error.ts";
import { moveAlias } from "../../registry/aliases.ts";
import type { ModelSignature } from "../../registry/records.ts";
import { searchVersions } from "../../registry/search-registry.ts";
import { transitionStage } from "../../registry/stages.ts";
import {
  addVersion,
  deleteVersion,
  deleteVersionTag,
  describeVersion,
  getVersion,
  setVersionTag,
} from "../../registry/versions.ts";
import type { Route, ServerContext } from "../route.ts";
import { downloadUri, lineageOf, noteVersion } from "../version-source.ts";
import { ownPath } from "../wire/artifact-messages.ts";
import type { Fields } from "../wire/fields.ts";
import { keyValues } from "../wire/key-values.ts";
import { versionMessage } from "../wire/registry-messages.ts";
import { pageMessage } from "../wire/tracking-messages.ts";

export function versionOf(fields: Fields): number {
  const version = fields.requiredText("version");
  if (/^\d+$/.test(version)) return Number(version);
  throw invalid(`Parameter 'version' must be an integer, got '${version}'.`);
}

const named = (fields: Fields): readonly [string, number] => [fields.requiredText("name"), versionOf(fields)];

/** Before anything is written, so that a model that is refused leaves no number behind. */
async function checkedSignature(
  { metadata, checkVersion }: ServerContext,
  model: string,
  source: string,
): Promise<ModelSignature | null> {
  if (checkVersion === undefined) return null;
  const path = ownPath(await downloadUri(metadata, source));
  return path === null ? null : checkVersion({ model, path });
}

export const modelVersionRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "model-versions/create",
    role: "writer",
    async handle({ fields, actor }, context) {
      const { metadata, now } = context;
      const model = fields.requiredText("name");
      const source = fields.requiredText("source");
      const lineage = await lineageOf(metadata, source, fields.text("model_id") || null);
      const signature = await checkedSignature(context, model, source);
      const description = fields.text("description");
      const version = await inTransaction(metadata, (transaction) =>
        addVersion(transaction, {
          model,
          source,
          runId: fields.text("run_id") || lineage.runId,
          runLink: fields.text("run_link") || null,
          modelId: lineage.modelId,
          user: actor,
          tags: keyValues(fields.items("tags")),
          now: now(),
          ...(description === undefined ? {} : { description }),
          ...(signature === null ? {} : { signature }),
        }),
      );
      await noteVersion(metadata, version, now());
      return { model_version: versionMessage(version) };
    },
  },
  {
    method: "GET",
    path: "model-versions/get",
    role: "reader",
    handle: async ({ fields }, { metadata }) => ({
      model_version: versionMessage(await getVersion(metadata, ...named(fields))),
    }),
  },
  {
    method: "GET",
    path: "model-versions/search",
    role: "reader",
    async handle({ fields }, { metadata }) {
      const page = await searchVersions(metadata, {
        filter: fields.text("filter"),
        orderBy: fields.texts("order_by"),
        maxResults: fields.maxResults(10_000, 200_000),
        pageToken: fields.text("page_token"),
      });
      return pageMessage("model_versions", page.items.map(versionMessage), page.nextToken);
    },
  },
  {
    method: "GET",
    path: "model-versions/get-download-uri",
    role: "reader",
    handle: async ({ fields }, { metadata }) => ({
      artifact_uri: await downloadUri(metadata, (await getVersion(metadata, ...named(fields))).source),
    }),
  },
  {
    method: "PATCH",
    path: "model-versions/update",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const described = await describeVersion(
        metadata,
        ...named(fields),
        fields.text("description") ?? "",
        now(),
      );
      return { model_version: versionMessage(described) };
    },
  },
  {
    method: "DELETE",
    path: "model-versions/delete",
    role: "admin",
    async handle({ fields, actor }, { metadata, now }) {
      const [model, version] = named(fields);
      const { aliases } = await getVersion(metadata, model, version);
      for (const alias of aliases) {
        const reason = `version ${version} was deleted by an MLflow client`;
        await moveAlias(metadata, { model, alias, expected: version, to: null, actor, reason, now: now() });
      }
      await deleteVersion(metadata, model, version, now());
      return undefined;
    },
  },
  {
    method: "POST",
    path: "model-versions/transition-stage",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const [model, version] = named(fields);
      const moved = await transitionStage(metadata, {
        model,
        version,
        stage: fields.requiredText("stage"),
        archiveExisting: fields.flag("archive_existing_versions"),
        now: now(),
      });
      return { model_version: versionMessage(moved) };
    },
  },
  {
    method: "POST",
    path: "model-versions/set-tag",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      const tag = { key: fields.requiredText("key"), value: fields.text("value") ?? "" };
      await setVersionTag(metadata, ...named(fields), tag, now());
      return undefined;
    },
  },
  {
    method: "DELETE",
    path: "model-versions/delete-tag",
    role: "writer",
    async handle({ fields }, { metadata, now }) {
      await deleteVersionTag(metadata, ...named(fields), fields.requiredText("key"), now());
      return undefined;
    },
  },
];
