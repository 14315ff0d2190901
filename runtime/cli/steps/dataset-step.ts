// The step that makes a training set's snapshot.
import { type BuiltDataset, buildDataset } from "../../pipeline/build-dataset.ts";
import type { OfflineSession } from "../../pipeline/offline-session.ts";
import { bytes, count } from "../views/numbers.ts";
import { showStep, timer } from "../views/step.ts";
import type { Workspace } from "../workspace.ts";

export async function datasetStep(
  workspace: Workspace,
  offline: OfflineSession,
  trainingSet: string,
): Promise<BuiltDataset & { readonly seconds: number }> {
  const { project, manifest, screen, surroundings } = workspace;
  const elapsed = timer(surroundings.now);
  const progress = screen.progress(`build ${trainingSet}`);
  const built = await buildDataset({
    project,
    manifest,
    offline,
    trainingSet,
    signal: surroundings.signal,
    onProgress: (share) => progress.update(share),
  });
  const seconds = elapsed();
  const { rows, bytes: size, unfinishedRows = 0 } = built.dataset.manifest;
  const features =
    manifest.program.trainingSets.find(({ name }) => name === trainingSet)?.features.length ?? 0;
  showStep(screen, {
    name: "dataset",
    text: `${trainingSet}: ${count(rows, "row")}, ${count(features, "feature")}, ${bytes(size)}`,
    skipped: built.skipped,
    seconds,
    rows,
  });
  if (unfinishedRows > 0) {
    screen.note(`${trainingSet}: ${count(unfinishedRows, "row")} left out, whose label is not known yet`);
  }
  return { ...built, seconds };
}
