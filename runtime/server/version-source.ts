// Where a model version came from: `models:/m-…` names a logged model, `models:/name/3` another version.
import type { Metadata } from "../database/metadata-database.ts";
import { invalid } from "../database/store-error.ts";
import { resolve } from "../registry/aliases.ts";
import type { ModelVersion } from "../registry/records.ts";
import { getLoggedModel, updateLoggedModel } from "../tracking/logged-models.ts";

const LOGGED = /^models:\/(?:\/[^/]*\/)?(m-[\w-]+)\/?$/;
const REGISTERED = /^models:\/(?:\/[^/]*\/)?([^/@]+)(?:\/|@)([^/@]+)$/;
const VERSIONS_TAG = "mlflow.modelVersions";
const MAX_COPIES = 100;

export interface VersionLineage {
  readonly runId: string | null;
  readonly modelId: string | null;
}

export async function lineageOf(
  metadata: Metadata,
  source: string,
  modelId: string | null,
): Promise<VersionLineage> {
  checkSource(source);
  const logged = modelId ?? LOGGED.exec(source)?.[1] ?? null;
  if (logged !== null) {
    const model = await getLoggedModel(metadata, logged);
    return { runId: model.sourceRunId, modelId: logged };
  }
  const copied = await copiedFrom(metadata, source);
  return { runId: copied?.runId ?? null, modelId: copied?.modelId ?? null };
}

/** Where the files are that a client should load, for the source of a version. */
export async function downloadUri(metadata: Metadata, source: string): Promise<string> {
  let current = source;
  for (let copies = 0; copies < MAX_COPIES; copies++) {
    const logged = LOGGED.exec(current)?.[1];
    if (logged !== undefined) return (await getLoggedModel(metadata, logged)).artifactUri;
    const original = await copiedFrom(metadata, current);
    if (original === null) return current;
    current = original.source;
  }
  throw invalid(`The source '${source}' leads in a circle.`);
}

/** Tells the logged model which versions were made of it, in the tag where MLflow's client looks. */
export async function noteVersion(metadata: Metadata, version: ModelVersion, now: number): Promise<void> {
  if (version.modelId === null) return;
  const { tags } = await getLoggedModel(metadata, version.modelId);
  const known = JSON.parse(tags.find(({ key }) => key === VERSIONS_TAG)?.value ?? "[]") as unknown[];
  const value = JSON.stringify([...known, { name: version.model, version: version.version }]);
  await updateLoggedModel(metadata, version.modelId, { tags: [{ key: VERSIONS_TAG, value }] }, now);
}

async function copiedFrom(metadata: Metadata, source: string): Promise<ModelVersion | null> {
  const [, model, which] = REGISTERED.exec(source) ?? [];
  if (model === undefined || which === undefined) return null;
  return resolve(metadata, decodeURIComponent(model), which);
}

// A client that loads the version would follow such a path on its own machine.
function checkSource(source: string): void {
  const path = decodeURIComponent(source.replace(/%(?![0-9a-fA-F]{2})/g, "%25"));
  if (path.split(/[/\\]/).includes("..") || /^(file:|\/)/i.test(path)) {
    throw invalid(
      `Invalid model version source: '${source}'. Use the artifact URI of a run or of a logged model, not a local path.`,
    );
  }
}
