// Trains a model on its snapshot, records the run with all that it takes to repeat it, and registers the version.
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Model, TrainingSet } from "../../compiler/ir/program.ts";
import { inputFields } from "../../compiler/library/model-inputs.ts";
import { runTrainer } from "../model/run-trainer.ts";
import { openModel } from "../model/session.ts";
import { trainerCommand } from "../model/trainer-command.ts";
import type { Metric, Progress } from "../model/training-job.ts";
import { type Project, STATE_FOLDER } from "../project/project.ts";
import type { ModelVersion } from "../registry/records.ts";
import { registerVersion } from "../registry/versions.ts";
import { INPUTS_SQL, RECORD_FILE } from "../run/record.ts";
import { type CodeState, readCodeState } from "../tracking/code-state.ts";
import { newRunId } from "../tracking/new-run-id.ts";
import { runArtifactPath } from "../tracking/run-artifacts.ts";
import { type RunRecorder, startRun } from "../tracking/run-recorder.ts";
import { actorOf } from "../actor.ts";
import { UserError } from "../user-error.ts";
import { type Dataset, requireTrainingSet } from "./dataset.ts";
import { fitModel } from "./fit-model.ts";
import { findTraining } from "./find-training.ts";
import type { MetadataSession } from "./metadata-session.ts";
import { promote } from "./promote.ts";
import { recordTraining } from "./record-training.ts";
import { trainingJob } from "./training-job.ts";
import { TRANSFORMS_FILE } from "./transforms.ts";
import { TRAINING_KEY_TAG, trainingKey } from "./training-key.ts";
import { makeWorkingFolder } from "./working-folder.ts";
import { runInput, runParams, runTags } from "./training-record.ts";

const MODEL_ARTIFACT = "model.onnx";

export interface TrainModelOptions {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly session: MetadataSession;
  readonly dataset: Dataset;
  readonly model: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onProgress?: (progress: Progress) => void;
  readonly onLog?: (line: string) => void;
  /** The alias that a new version gets; left out: the one that is served, where nothing else can serve. */
  readonly alias?: string;
}

export interface TrainedModel {
  readonly version: ModelVersion;
  /** True: this very version was trained before. */
  readonly skipped: boolean;
  readonly runId: string;
  /** The alias that it was given; null where it was there already. */
  readonly alias: string | null;
  /** The last value of each metric. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** @throws UserError F5133 */
export function requireModel({ program }: Manifest, name: string): Model {
  const found = program.models.find((model) => model.name === name);
  if (found !== undefined) return found;
  const names = program.models.map((model) => model.name);
  throw new UserError({
    code: "F5133",
    message: `There is no model '${name}'.`,
    hint: names.length === 0 ? "None is defined." : `The models are ${names.join(", ")}.`,
  });
}

function nothingToLearn({ manifest: { trainingSet } }: Dataset): UserError {
  return new UserError({
    code: "F5138",
    message: `Training set '${trainingSet}' has no rows to learn from.`,
    hint: "Look at the rows of its spine's source, and at what `where` and the label's horizon leave of them.",
  });
}

export async function trainModel(options: TrainModelOptions): Promise<TrainedModel> {
  const { project, manifest, session, dataset, variables, signal, now } = options;
  const model = requireModel(manifest, options.model);
  const set = requireTrainingSet(manifest, model.trainingSet);
  if (dataset.manifest.rows === 0) throw nothingToLearn(dataset);
  const key = await trainingKey(project, manifest, model, dataset);
  const found = await findTraining(session.metadata, model.name, key);
  if (found !== null) return { ...found, skipped: true, alias: null };
  const state = path.join(project.root, STATE_FOLDER);
  await mkdir(state, { recursive: true });
  const code = await readCodeState({
    folder: project.root,
    temporaryFolder: state,
    environment: { ...variables },
  });
  const user = actorOf(variables);
  const run = await startRun({
    metadata: session.metadata,
    artifacts: session.artifacts,
    experiment: model.name,
    runId: newRunId(),
    now,
    params: runParams(model),
    tags: await runTags({ project, manifest, model, dataset, key, code }),
    user,
  });
  const folder = await makeWorkingFolder(path.join(state, "runs"), run.runId);
  try {
    const trained = await train(options, { model, set, run, folder, code });
    const version = await registerVersion(session.metadata, {
      model: model.name,
      source: `mlflow-artifacts:/${runArtifactPath(run.experimentId, run.runId, MODEL_ARTIFACT)}`,
      runId: run.runId,
      tags: [{ key: TRAINING_KEY_TAG, value: key }],
      signature: signatureOf(model, set),
      featureFingerprints: dataset.manifest.features,
      now: now(),
    });
    const alias = await promote({
      ...(options.alias === undefined ? {} : { only: options.alias }),
      metadata: session.metadata,
      version,
      alias: servedAlias(manifest, model),
      actor: user,
      evidence: trained.report,
      now: now(),
    });
    await run.finish();
    return { version, skipped: false, runId: run.runId, alias, metrics: lastValues(trained.metrics) };
  } catch (error) {
    await run.finish(signal.aborted ? "KILLED" : "FAILED");
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Training {
  readonly model: Model;
  readonly set: TrainingSet;
  readonly run: RunRecorder;
  /** The trainer's own, absolute. */
  readonly folder: string;
  readonly code: CodeState;
}

async function train(options: TrainModelOptions, { model, set, run, folder, code }: Training) {
  const { project, dataset, variables, signal, onProgress, onLog } = options;
  await run.logInput(runInput(dataset));
  await run.logArtifact("dataset.json", Buffer.from(`${JSON.stringify(dataset.manifest, null, 2)}\n`));
  const command = trainerCommand(path.join(project.root, model.trainer), model.command);
  const { manifest } = options;
  const fitted = await fitModel({ project, manifest, model, data: dataset.file, folder, signal });
  const job = trainingJob(model, set, fitted ?? dataset, folder);
  const { record, files } = await recordTraining({
    root: project.root,
    model: model.name,
    trainer: model.trainer,
    ...(model.command === undefined ? {} : { command: model.command }),
    argv: [command.command, ...command.args],
    job,
    dataset,
    code,
    variables,
  });
  for (const { artifact, content } of files) await run.logArtifact(artifact, content);
  if (fitted !== null) {
    await run.logArtifact(TRANSFORMS_FILE, Buffer.from(`${JSON.stringify(fitted.transforms, null, 2)}\n`));
    await run.logArtifact(INPUTS_SQL, Buffer.from(fitted.sql));
  }
  await run.logArtifact(RECORD_FILE, Buffer.from(`${JSON.stringify(record, null, 2)}\n`));
  const outputs = await runTrainer({
    ...command,
    job,
    cwd: project.root,
    env: variables,
    signal,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(onLog === undefined ? {} : { onLog }),
  });
  // Refused here, a model that cannot be served never gets a version.
  const opened = await openModel({ file: outputs.modelFile, expected: expectedOf(model, set) });
  await opened.close();
  run.logMetrics(outputs.metrics);
  await run.logArtifact(MODEL_ARTIFACT, outputs.modelFile);
  await run.logArtifact("report.json", outputs.reportFile);
  await run.logArtifact("metrics.jsonl", outputs.metricsFile);
  const { predictionsFile } = outputs;
  if (predictionsFile !== null) await run.logArtifact(path.basename(predictionsFile), predictionsFile);
  return outputs;
}

function expectedOf(model: Model, set: TrainingSet) {
  return { features: inputFields(model, set), output: model.output };
}

function signatureOf(model: Model, set: TrainingSet) {
  const { output } = model;
  return {
    features: inputFields(model, set).map(({ name, type }) => ({ name, type: type.kind })),
    output: { name: output, type: "float32" },
  };
}

/** A model without a deployment is promoted as `champion`. */
export function servedAlias({ program }: Manifest, { name }: Model): string {
  return program.deployments.find((deployment) => deployment.model === name)?.alias ?? "champion";
}

function lastValues(metrics: readonly Metric[]): Readonly<Record<string, number>> {
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}
