// The snapshots that there are of training sets, as definitions and sources are now.
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Project } from "../project/project.ts";
import { findCurrentDataset } from "./build-dataset.ts";
import type { Dataset } from "./dataset.ts";
import type { OfflineSession } from "./offline-session.ts";

export async function currentDatasets(
  project: Project,
  manifest: Manifest,
  offline: OfflineSession,
  trainingSets: readonly string[],
): Promise<readonly Dataset[]> {
  const datasets: Dataset[] = [];
  for (const trainingSet of trainingSets) {
    const found = await findCurrentDataset({ project, manifest, offline, trainingSet });
    if (found !== null) datasets.push(found);
  }
  return datasets;
}
