// What a run records besides its metrics: where its code, data and environment came from.
import { arch, platform } from "node:os";
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Model } from "../../compiler/ir/program.ts";
import type { Project } from "../project/project.ts";
import type { CodeState } from "../tracking/code-state.ts";
import type { RecordedInput } from "../tracking/run-recorder.ts";
import type { Dataset } from "./dataset.ts";
import { fileDigest } from "./file-digest.ts";
import { TRAINING_KEY_TAG } from "./training-key.ts";

/** MLflow takes no longer digest of a dataset. */
const DIGEST_LENGTH = 36;

export function runParams(model: Model): Readonly<Record<string, string | number | boolean>> {
  const params = Object.entries(model.params).map(([name, value]): [string, string | number | boolean] => [
    name,
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? value
      : JSON.stringify(value),
  ]);
  const holdout = model.holdoutFrom === null ? {} : { holdout_from: instantOf(model.holdoutFrom) };
  return { ...Object.fromEntries(params), ...holdout, seed: model.seed };
}

export interface RecordOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly model: Model;
  readonly dataset: Dataset;
  readonly key: string;
  readonly code: CodeState;
}

export async function runTags(options: RecordOptions): Promise<Readonly<Record<string, string>>> {
  const { project, manifest, model, dataset, key, code } = options;
  const lockfile = await fileDigest(path.join(project.root, "package-lock.json")).catch(() => null);
  const features = Object.entries(dataset.manifest.features);
  return {
    [TRAINING_KEY_TAG]: key,
    "bifold.project": project.name,
    "bifold.model": manifest.fingerprints[`model/${model.name}`] ?? "",
    "bifold.dataset": dataset.id,
    "bifold.data_sha256": dataset.manifest.sha256,
    ...Object.fromEntries(
      features.map(([view, fingerprint]) => [`bifold.feature_view.${view}`, fingerprint]),
    ),
    "mlflow.source.name": model.trainer,
    ...codeTags(code),
    "bifold.node": process.version,
    "bifold.platform": `${platform()}-${arch()}`,
    ...(lockfile === null ? {} : { "bifold.lockfile_sha256": lockfile }),
  };
}

export function runInput({ id, manifest }: Dataset): RecordedInput {
  return {
    name: manifest.trainingSet,
    digest: manifest.sha256.slice(0, DIGEST_LENGTH),
    source: { dataset: id, sources: manifest.sources },
    profile: { rows: manifest.rows, bytes: manifest.bytes },
    context: "training",
  };
}

/** Microseconds as RFC 3339. */
export function instantOf(microseconds: number): string {
  return new Date(microseconds / 1000).toISOString();
}

function codeTags(code: CodeState): Readonly<Record<string, string>> {
  if (code.kind === "unknown") return { "bifold.git.unknown": code.reason };
  return {
    "mlflow.source.git.commit": code.sha,
    "bifold.git.dirty": String(code.dirty),
    ...(code.branch === null ? {} : { "mlflow.source.git.branch": code.branch }),
  };
}
