// The main job, start to end: compile, build training sets, train, materialize, serve, ask, verify.
import type { MaterializeReport } from "../../materialize/materialize-view.ts";
import type { OnlineStore } from "../../online/contract.ts";
import type { Dataset } from "../../pipeline/dataset.ts";
import type { MetadataSession } from "../../pipeline/metadata-session.ts";
import { endOfData, type OfflineSession } from "../../pipeline/offline-session.ts";
import type { TrainedModel } from "../../pipeline/train-model.ts";
import type { Verification } from "../../verify/report.ts";
import type { Workspace } from "../workspace.ts";
import { datasetStep } from "./dataset-step.ts";
import { materializeStep } from "./materialize-step.ts";
import { type PredictionReport, predictStep } from "./predict-step.ts";
import { prepareOffline } from "./prepare-offline.ts";
import { type Served, serveStep } from "./serve-step.ts";
import { trainStep } from "./train-step.ts";
import { verifyStep } from "./verify-step.ts";

export interface MainJobOptions {
  readonly store: OnlineStore;
  readonly session: MetadataSession;
  readonly host: string;
  readonly port: number;
  /** Microseconds since 1970; null: the end of the data. */
  readonly clock: number | null;
  /** Keys of each view to verify. */
  readonly keys: number;
}

export interface MainJobReport {
  /** The instant that is replayed, microseconds since 1970. */
  readonly clock: number;
  readonly datasets: readonly DatasetReport[];
  readonly models: readonly (TrainedModel & { readonly seconds: number })[];
  readonly views: readonly MaterializeReport[];
  readonly predictions: readonly PredictionReport[];
  readonly verifications: readonly Verification[];
  readonly served: Served;
}

export interface DatasetReport {
  readonly dataset: Dataset;
  readonly skipped: boolean;
  readonly seconds: number;
}

/** The app that it started keeps serving: close `served`. */
export async function mainJob(workspace: Workspace, options: MainJobOptions): Promise<MainJobReport> {
  const { manifest } = workspace;
  const { store, session, host, port, keys } = options;
  const { program } = manifest;
  const datasets: DatasetReport[] = [];
  await withOffline(workspace, async (offline) => {
    for (const { name } of program.trainingSets) datasets.push(await datasetStep(workspace, offline, name));
  });
  const datasetOf = (model: string): Dataset => {
    const trainingSet = program.models.find(({ name }) => name === model)?.trainingSet;
    const found = datasets.find(({ dataset }) => dataset.manifest.trainingSet === trainingSet);
    if (found === undefined) throw new Error(`no training set was built for model ${model}`);
    return found.dataset;
  };
  // No engine is open meanwhile: the trainer wants the memory.
  const models: MainJobReport["models"][number][] = [];
  for (const { name } of program.models) {
    models.push(await trainStep(workspace, session, datasetOf(name), name));
  }
  return withOffline(workspace, async (offline) => {
    const clock = options.clock ?? endOfData(offline);
    const views = await materializeStep(workspace, offline, store, {
      views: program.featureViews.map(({ name }) => name),
      to: clock,
      backwards: true,
    });
    const served = await serveStep(workspace, store, session, { host, port, clock: () => clock });
    try {
      const predictions: PredictionReport[] = [];
      for (const deployment of served.deployments) {
        const dataset = datasetOf(deployment.model);
        predictions.push(await predictStep(workspace, offline.engine, served.url, deployment, dataset));
      }
      const verifications = await verifyStep(workspace, offline, store, {
        featureViews: program.featureViews.map(({ name }) => name),
        requestViews: program.requestViews.map(({ name }) => name),
        keys,
        datasets: datasets.map(({ dataset }) => dataset),
      });
      return { clock, datasets, models, views, predictions, verifications, served };
    } catch (error) {
      await served.close();
      throw error;
    }
  });
}

async function withOffline<Result>(
  workspace: Workspace,
  work: (offline: OfflineSession) => Promise<Result>,
): Promise<Result> {
  const { trainingSets, featureViews } = workspace.manifest.program;
  const offline = await prepareOffline(workspace, {
    trainingSets: trainingSets.map(({ name }) => name),
    featureViews: featureViews.map(({ name }) => name),
  });
  try {
    return await work(offline);
  } finally {
    offline.close();
  }
}
