// A version that is judged: its model in memory, and what its training left beside it.
import { createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { Model, TrainingSet } from "../../compiler/ir/program.ts";
import { inputFields } from "../../compiler/library/model-inputs.ts";
import type { ModelSession } from "../model/session.ts";
import { findDataset } from "../pipeline/dataset.ts";
import { loadModel } from "../pipeline/load-model.ts";
import type { MetadataSession } from "../pipeline/metadata-session.ts";
import type { Project } from "../project/project.ts";
import type { ModelVersion } from "../registry/records.ts";
import { readRun } from "../tracking/read-runs.ts";
import { runArtifactPath } from "../tracking/run-artifacts.ts";
import { NOTHING_FITTED, type OwnInputs } from "./own-inputs.ts";
import type { ScoredModel } from "./score-rows.ts";

export interface JudgedVersion {
  readonly version: ModelVersion;
  readonly session: ModelSession;
  readonly scored: ScoredModel;
}

export async function openVersion(
  project: Project,
  metadata: MetadataSession,
  {
    model,
    set,
    own,
    version,
  }: {
    readonly model: Model;
    readonly set: TrainingSet;
    readonly own: OwnInputs | null;
    readonly version: ModelVersion;
  },
): Promise<JudgedVersion> {
  const { session, served } = await loadModel(project, metadata, {
    name: model.name,
    model: model.name,
    alias: String(version.version),
    inputs: inputFields(model, set),
    output: model.output,
    ...(own === null ? {} : { transform: own }),
  });
  const scored: ScoredModel = {
    run: (batch, rows) => session.run(batch, rows),
    fitted: served.fitted?.values ?? NOTHING_FITTED,
  };
  return { version, session, scored };
}

export interface TrainersPredictions {
  /** Parquet or CSV. */
  readonly predictions: string;
  /** The snapshot whose rows they number. */
  readonly data: string;
}

const FILES = ["predictions.parquet", "predictions.csv"];

/** Fetched into `folder`; null where the trainer left none, or the snapshot is gone. */
export async function trainersPredictions(
  project: Project,
  { metadata, artifacts }: MetadataSession,
  { runId }: ModelVersion,
  folder: string,
): Promise<TrainersPredictions | null> {
  if (runId === null) return null;
  const { info, tags } = await readRun(metadata, runId);
  const id = tags.find(({ key }) => key === "bifold.dataset")?.value;
  const dataset = id === undefined ? null : await findDataset(project, id);
  if (dataset === null) return null;
  for (const name of FILES) {
    const at = runArtifactPath(info.experimentId, runId, name);
    if ((await artifacts.find(at)) === null) continue;
    const predictions = path.join(folder, `${runId}.${name}`);
    const { stream } = await artifacts.open(at);
    await pipeline(stream, createWriteStream(predictions));
    return { predictions, data: dataset.file };
  }
  return null;
}
