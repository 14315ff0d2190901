// The step that compares two snapshots of training sets on an engine of its own.
import type { Dataset } from "../../pipeline/dataset.ts";
import { withEngine } from "../../pipeline/project-engine.ts";
import type { Project } from "../../project/project.ts";
import type { DatasetDiff } from "../../snapshots/dataset-diff.ts";
import { diffDatasets } from "../../snapshots/diff-datasets.ts";
import { requireSnapshot } from "../../snapshots/find-snapshot.ts";
import { UserError } from "../../user-error.ts";

/** @throws UserError F5154 for a snapshot of a source. */
export async function dataDiffStep(project: Project, before: string, after: string): Promise<DatasetDiff> {
  const [left, right] = [await requireDataset(project, before), await requireDataset(project, after)];
  return withEngine(project, (engine) => diffDatasets(engine, left, right));
}

async function requireDataset(project: Project, text: string): Promise<Dataset> {
  const snapshot = await requireSnapshot(project, text);
  if (snapshot.kind === "training set") return snapshot.dataset;
  throw new UserError({
    code: "F5154",
    message: `${snapshot.id} is a copy of a source file, and only training sets are compared.`,
    hint: "`npx bifold data list` shows the training sets.",
  });
}
