// The step that audits what is served against what SQL says.
import type { OnlineStore } from "../../online/contract.ts";
import type { Dataset } from "../../pipeline/dataset.ts";
import type { OfflineSession } from "../../pipeline/offline-session.ts";
import { importGenerated, readGenerated } from "../../project/load-manifest.ts";
import type { GeneratedView } from "../../serving/contract.ts";
import type { Verification } from "../../verify/report.ts";
import { verifyRequestView } from "../../verify/verify-request-view.ts";
import { verifyView } from "../../verify/verify-view.ts";
import { requestFunctionOf } from "../request-function.ts";
import { showVerification } from "../views/verification.ts";
import type { Workspace } from "../workspace.ts";

export interface VerifyStepOptions {
  readonly featureViews: readonly string[];
  readonly requestViews: readonly string[];
  /** Keys of each feature view, and rows of each request view. */
  readonly keys: number;
  /** Snapshots in which request views find their rows; those without one are left out. */
  readonly datasets: readonly Dataset[];
}

export async function verifyStep(
  workspace: Workspace,
  offline: OfflineSession,
  store: OnlineStore,
  options: VerifyStepOptions,
): Promise<readonly Verification[]> {
  const { project, manifest, screen, surroundings } = workspace;
  const { engine } = offline;
  const { signal } = surroundings;
  const { views } = await importGenerated<{ views: readonly GeneratedView[] }>(
    project,
    manifest,
    "serving/views.ts",
  );
  const found: Verification[] = [];
  for (const view of views.filter((each) => options.featureViews.includes(each.view))) {
    const progress = screen.progress(`verify ${view.view}`);
    const verification = await verifyView({
      manifest,
      engine,
      store,
      view,
      sql: await readGenerated(project, manifest, `sql/feature_views/${view.view}.sql`),
      keys: options.keys,
      signal,
      onProgress: (share) => progress.update(share),
    });
    found.push(verification);
    showVerification(screen, verification);
  }
  for (const name of options.requestViews) {
    const dataset = options.datasets.find(({ manifest: { trainingSet } }) =>
      usesView(workspace, trainingSet, name),
    );
    const view = manifest.program.requestViews.find((each) => each.name === name);
    if (dataset === undefined || view === undefined) continue;
    screen.progress(`verify ${name}`).update(null);
    const verification = await verifyRequestView({
      engine,
      view,
      compute: await requestFunctionOf(project, manifest, name),
      featuresOf: (each) => featuresOf(workspace, each),
      snapshot: { file: dataset.file, rows: dataset.manifest.rows },
      rows: options.keys,
      signal,
    });
    found.push(verification);
    showVerification(screen, verification);
  }
  return found;
}

function usesView({ manifest }: Workspace, trainingSet: string, view: string): boolean {
  const set = manifest.program.trainingSets.find(({ name }) => name === trainingSet);
  return set?.requestViews.includes(view) ?? false;
}

function featuresOf({ manifest }: Workspace, view: string): readonly string[] {
  const found = manifest.program.featureViews.find(({ name }) => name === view);
  return found?.features.map(({ name }) => name) ?? [];
}
