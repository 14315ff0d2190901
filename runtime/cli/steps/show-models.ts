// What the registry holds of models and versions, with the runs and the data behind them.
import type { Metadata } from "../../database/metadata-database.ts";
import type { ModelVersion, RegisteredModel } from "../../registry/records.ts";
import { searchModels } from "../../registry/search-registry.ts";
import { listVersions } from "../../registry/versions.ts";
import { readRun } from "../../tracking/read-runs.ts";
import type { Run } from "../../tracking/records.ts";

const PAGE = 200;

export async function listModels(metadata: Metadata): Promise<readonly RegisteredModel[]> {
  const models: RegisteredModel[] = [];
  let pageToken: string | undefined;
  do {
    const page = await searchModels(metadata, {
      maxResults: PAGE,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    const names = new Set(models.map(({ name }) => name));
    models.push(...page.items.filter(({ name }) => !names.has(name)));
    pageToken = page.nextToken ?? undefined;
  } while (pageToken !== undefined);
  return models;
}

export interface VersionDetails {
  readonly version: ModelVersion;
  /** Null where the version names no run, or the run is gone. */
  readonly run: Run | null;
}

export async function modelDetails(metadata: Metadata, model: RegisteredModel) {
  return { model, versions: await listVersions(metadata, model.name) };
}

export async function versionDetails(metadata: Metadata, version: ModelVersion): Promise<VersionDetails> {
  const run = version.runId === null ? null : await readRun(metadata, version.runId).catch(() => null);
  return { version, run };
}

/** What two versions are told apart by, by name: identity, params, metrics, data. */
export function factsOf({ version, run }: VersionDetails): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (const [view, fingerprint] of Object.entries(version.featureFingerprints)) {
    facts.set(`feature ${view}`, fingerprint.slice(0, 12));
  }
  for (const { name, type } of version.signature?.features ?? []) facts.set(`input ${name}`, type);
  if (run === null) return facts;
  for (const { key, value } of run.params) facts.set(`param ${key}`, value);
  for (const { key, value } of run.metrics) facts.set(`metric ${key}`, String(Number(value.toPrecision(6))));
  const tag = (key: string) => run.tags.find((each) => each.key === key)?.value;
  for (const [name, key] of [
    ["dataset", "bifold.dataset"],
    ["commit", "mlflow.source.git.commit"],
    ["dirty", "bifold.git.dirty"],
    ["trainer", "mlflow.source.name"],
    ["lockfile", "bifold.lockfile_sha256"],
    ["node", "bifold.node"],
  ] as const) {
    const value = tag(key);
    if (value !== undefined) facts.set(name, value);
  }
  return facts;
}
