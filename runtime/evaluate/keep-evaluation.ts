// Evaluations as artifacts of the run that trained the version: stored once for all that they depend on, and found again.
import { text } from "node:stream/consumers";
import type { Model } from "../../compiler/ir/program.ts";
import type { Dataset } from "../pipeline/dataset.ts";
import { textDigest } from "../pipeline/file-digest.ts";
import type { MetadataSession } from "../pipeline/metadata-session.ts";
import type { ModelVersion } from "../registry/records.ts";
import { setVersionTag } from "../registry/versions.ts";
import { readRunInfo } from "../tracking/read-runs.ts";
import { runArtifactPath } from "../tracking/run-artifacts.ts";
import { UserError } from "../user-error.ts";
import type { EvaluationReport } from "./evaluation.ts";

/** The tag of a version that holds the key of its latest evaluation. */
export const EVALUATION_TAG = "bifold.evaluation";

/** Changes where reports would differ for the same inputs. */
const METHOD = "1";

export interface EvaluationInputs {
  readonly model: Model;
  readonly dataset: Dataset;
  readonly challenger: ModelVersion;
  readonly champion: ModelVersion | null;
  readonly resamples: number;
}

/** Gates are no part of it: they are held against the report. */
export function evaluationKey({ model, dataset, challenger, champion, resamples }: EvaluationInputs): string {
  const { task, metric, threshold, slices } = model.evaluation;
  const version = (each: ModelVersion | null) => (each === null ? null : [each.version, each.source]);
  return textDigest(
    METHOD,
    JSON.stringify({ task, metric, threshold, slices, output: model.output, from: model.holdoutFrom }),
    dataset.id,
    JSON.stringify([version(challenger), version(champion), resamples]),
  );
}

export interface KeptEvaluation {
  readonly report: EvaluationReport;
  /** Paths among the run's artifacts. */
  readonly files: { readonly json: string; readonly html: string };
}

/** @throws UserError F5804 where the version has no run to keep it with. */
export async function keepEvaluation(
  { metadata, artifacts }: MetadataSession,
  version: ModelVersion,
  { report, html }: { readonly report: EvaluationReport; readonly html: string },
  now: number,
): Promise<KeptEvaluation> {
  const files = filesOf(version);
  const at = await folderOf({ metadata }, version);
  await artifacts.put(at(files.html), bytesOf(html), now);
  await artifacts.put(at(files.json), bytesOf(`${JSON.stringify(report, null, 2)}\n`), now);
  // Last: where the tag is, the report is whole.
  await setVersionTag(
    metadata,
    version.model,
    version.version,
    { key: EVALUATION_TAG, value: report.key },
    now,
  );
  return { report, files };
}

/** The version's latest evaluation, where it is of this key; null otherwise. */
export async function findEvaluation(
  { metadata, artifacts }: MetadataSession,
  version: ModelVersion,
  key: string,
): Promise<KeptEvaluation | null> {
  const tag = version.tags.find((each) => each.key === EVALUATION_TAG);
  if (tag?.value !== key || version.runId === null) return null;
  const files = filesOf(version);
  const path = (await folderOf({ metadata }, version))(files.json);
  if ((await artifacts.find(path)) === null) return null;
  const { stream } = await artifacts.open(path);
  const report = JSON.parse(await text(stream)) as EvaluationReport;
  return report.key === key ? { report, files } : null;
}

export async function readEvaluationHtml(
  { metadata, artifacts }: MetadataSession,
  version: ModelVersion,
): Promise<string> {
  const path = (await folderOf({ metadata }, version))(filesOf(version).html);
  return text((await artifacts.open(path)).stream);
}

function filesOf({ version }: ModelVersion): KeptEvaluation["files"] {
  const folder = `evaluation/version-${version}`;
  return { json: `${folder}/report.json`, html: `${folder}/report.html` };
}

async function folderOf(
  { metadata }: Pick<MetadataSession, "metadata">,
  { model, version, runId }: ModelVersion,
): Promise<(path: string) => string> {
  if (runId === null) {
    throw new UserError({
      code: "F5804",
      message: `Version ${version} of ${model} names no run: there is no place for its evaluation.`,
      hint: "Register versions with the run that trained them.",
    });
  }
  const { experimentId } = await readRunInfo(metadata, runId);
  return (path) => runArtifactPath(experimentId, runId, path);
}

async function* bytesOf(content: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(content);
}
