// The step that trains a model on its data as they are now, and registers the version as a challenger.
import { challenge } from "../../loop/challenge.ts";
import type { Dataset } from "../../pipeline/dataset.ts";
import { requireTrainer } from "../../pipeline/require-trainer.ts";
import { CHALLENGER } from "../../pipeline/promote.ts";
import type { TrainedModel } from "../../pipeline/train-model.ts";
import { getVersion } from "../../registry/versions.ts";
import { datasetStep } from "./dataset-step.ts";
import type { Loop } from "./loop.ts";
import { prepareOffline } from "./prepare-offline.ts";
import { trainStep } from "./train-step.ts";

export interface Retrained {
  readonly dataset: Dataset;
  readonly trained: TrainedModel;
  /** Whether the version is served already, or waits to be judged. */
  readonly state: "served" | "challenger";
}

export async function retrainStep({ workspace, session, model, alias, actor }: Loop): Promise<Retrained> {
  await requireTrainer(workspace.project, model);
  const offline = await prepareOffline(workspace, { trainingSets: [model.trainingSet] });
  // Closed before training starts: the trainer wants the memory.
  const { dataset } = await datasetStep(workspace, offline, model.trainingSet).finally(offline.close);
  const trained = await trainStep(workspace, session, dataset, model.name, { alias: CHALLENGER });
  const now = workspace.surroundings.now();
  const state = await challenge(session, { version: trained.version, alias, actor, now });
  const version = await getVersion(session.metadata, model.name, trained.version.version);
  return { dataset, trained: { ...trained, version }, state };
}

export function retrainedValue({ dataset, trained, state }: Retrained) {
  const { version, runId, skipped, metrics } = trained;
  return {
    model: version.model,
    version: version.version,
    state,
    skipped,
    runId,
    dataset: dataset.id,
    metrics,
  };
}
