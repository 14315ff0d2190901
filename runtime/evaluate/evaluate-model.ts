// Judges a version of a model, and the champion beside it, on the same rows and through the path that serves them.
import { rm } from "node:fs/promises";
import path from "node:path";
import type { Model, TrainingSet } from "../../compiler/ir/program.ts";
import { inputFields } from "../../compiler/library/model-inputs.ts";
import type { OfflineEngine } from "../offline/contract.ts";
import type { Dataset } from "../pipeline/dataset.ts";
import type { MetadataSession } from "../pipeline/metadata-session.ts";
import { makeWorkingFolder } from "../pipeline/working-folder.ts";
import { type Project, STATE_FOLDER } from "../project/project.ts";
import type { ModelVersion } from "../registry/records.ts";
import { bootstrap, type Estimates } from "./bootstrap.ts";
import { calibrate } from "./calibration.ts";
import { checkParity } from "./check-parity.ts";
import { rocCurve, scoreHistogram } from "./curves.ts";
import type { EvaluationReport, VersionEvaluation } from "./evaluation.ts";
import { findHoldOut } from "./hold-out.ts";
import { type JudgedVersion, openVersion, trainersPredictions } from "./judged-version.ts";
import { measureLatency } from "./latency.ts";
import { measureOf } from "./measure.ts";
import type { Scored } from "./scored.ts";
import type { OwnInputs } from "./own-inputs.ts";
import type { RequestComputation } from "./request-features.ts";
import { type ScoredRows, scoreRows } from "./score-rows.ts";
import { evaluateSlices } from "./slice-evaluations.ts";

/** Beyond these, every so many-th row is taken: memory and resampling stay bounded, and intervals are narrow by then. */
export const MOST_ROWS = 1_000_000;
const SEED = 1;

export interface EvaluateOptions {
  readonly project: Project;
  readonly metadata: MetadataSession;
  readonly engine: OfflineEngine;
  readonly model: Model;
  readonly set: TrainingSet;
  readonly computations: readonly RequestComputation[];
  readonly own: OwnInputs | null;
  readonly dataset: Dataset;
  /** As `evaluationKey` makes it. */
  readonly key: string;
  readonly challenger: ModelVersion;
  readonly champion: ModelVersion | null;
  readonly resamples: number;
  readonly mostRows?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A monotonic clock in milliseconds. */
  readonly elapsed: () => number;
  readonly signal: AbortSignal;
  readonly onProgress?: (share: number, message: string) => void;
}

/** @throws UserError F5801 to F5803; ModelSignatureError where the challenger does not fit what is compiled. */
export async function evaluateModel(options: EvaluateOptions): Promise<EvaluationReport> {
  const { project, metadata, model, set, own, signal } = options;
  const folder = await makeWorkingFolder(path.join(project.root, STATE_FOLDER, "evaluations"), model.name);
  const opened: JudgedVersion[] = [];
  try {
    const { champion, alone } = comparable(options);
    for (const version of champion === null ? [options.challenger] : [options.challenger, champion]) {
      signal.throwIfAborted();
      opened.push(await openVersion(project, metadata, { model, set, own, version }));
    }
    return await judge(options, opened, alone, folder);
  } finally {
    for (const { session } of opened) await session.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A champion of other features cannot be fed: what is compiled now makes the challenger's. */
function comparable({ challenger, champion }: EvaluateOptions): {
  readonly champion: ModelVersion | null;
  readonly alone: string | null;
} {
  if (champion === null) return { champion: null, alone: "there is no champion yet" };
  if (champion.version === challenger.version) return { champion: null, alone: "it is the champion itself" };
  const of = ({ featureFingerprints, signature }: ModelVersion): string =>
    JSON.stringify([Object.entries(featureFingerprints).sort(), signature]);
  if (of(champion) === of(challenger)) return { champion, alone: null };
  const alone = `version ${champion.version}, the champion, was trained on other features than are compiled now`;
  return { champion: null, alone };
}

async function judge(
  options: EvaluateOptions,
  opened: readonly JudgedVersion[],
  alone: string | null,
  folder: string,
): Promise<EvaluationReport> {
  const { engine, model, set, computations, own, dataset, signal, onProgress } = options;
  const { task, metric, threshold, slices } = model.evaluation;
  const holdOut = await findHoldOut(engine, model, set, dataset.file);
  const oneIn = Math.ceil(holdOut.rows / (options.mostRows ?? MOST_ROWS));
  const scored = await scoreRows({
    engine,
    set,
    computations,
    own,
    file: dataset.file,
    where: holdOut.where,
    oneIn,
    rows: holdOut.rows,
    models: opened.map((version) => version.scored),
    slices,
    binary: task === "binary",
    signal,
    onProgress: (share) => onProgress?.(share / 2, "scoring"),
  });
  onProgress?.(0.5, "resampling");
  const { labels, scores } = scored;
  const [challenger, champion] = scores.map((each) =>
    measureOf({ labels, scores: each }, { task, threshold }),
  );
  if (challenger === undefined) throw new Error("there is nothing to judge");
  const resampling = { resamples: options.resamples, seed: SEED, signal };
  const found = bootstrap(challenger, champion ?? null, resampling);
  onProgress?.(0.7, "slices");
  const sliced = evaluateSlices(scored, { task, threshold }, resampling);
  onProgress?.(0.9, "latency");
  const versions: VersionEvaluation[] = [];
  for (const [index, { metrics, version }] of [
    { metrics: found.challenger, version: opened[0] },
    { metrics: found.champion, version: opened[1] },
  ].entries()) {
    if (version === undefined || metrics === null) continue;
    versions.push(await describe(options, version, { scored, index, metrics }, folder));
  }
  const [first, second] = versions;
  if (first === undefined) throw new Error("there is nothing to judge");
  const { compared, differences, examples } = scored.audit;
  return {
    format: 1,
    key: options.key,
    model: model.name,
    evaluatedAt: options.now(),
    task,
    metric,
    threshold,
    output: model.output,
    label: set.label.name,
    dataset: {
      id: dataset.id,
      sha256: dataset.manifest.sha256,
      fingerprint: dataset.manifest.fingerprint,
      rows: dataset.manifest.rows,
      lastAsOf: holdOut.lastAsOf,
    },
    holdout: {
      from: holdOut.from,
      rows: labels.length,
      oneIn,
      negativesOneIn: set.negativesOneIn,
      mean: labels.reduce((sum, label) => sum + label, 0) / labels.length,
    },
    resamples: options.resamples,
    seed: SEED,
    challenger: first,
    champion: second ?? null,
    alone,
    advantage: found.advantage,
    slices: sliced,
    audit: { compared, differences, examples },
  };
}

interface Judged {
  readonly scored: ScoredRows;
  /** Of the model among those that were scored. */
  readonly index: number;
  readonly metrics: Estimates;
}

async function describe(
  { project, metadata, engine, model, set, own, elapsed }: EvaluateOptions,
  { version, scored: itself }: JudgedVersion,
  { scored, index, metrics }: Judged,
  folder: string,
): Promise<VersionEvaluation> {
  const binary = model.evaluation.task === "binary";
  const rows: Scored = { labels: scored.labels, scores: scored.scores[index] as Float32Array };
  const said = await trainersPredictions(project, metadata, version, folder);
  return {
    version: version.version,
    runId: version.runId,
    metrics,
    calibration: calibrate(rows, binary),
    roc: binary ? rocCurve(rows) : [],
    histogram: scoreHistogram(rows, binary),
    latency: await measureLatency(scored.fillers, inputFields(model, set).length, itself, elapsed),
    parity: said === null ? null : await checkParity({ engine, set, own, scored: itself, ...said }),
  };
}
