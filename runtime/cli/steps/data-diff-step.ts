// The step that compares two snapshots of training sets on an engine of its own.
import { openDuckDb } from "../../offline/duckdb-engine.ts";
import type { Dataset } from "../../pipeline/dataset.ts";
import { makeWorkingFolder } from "../../pipeline/working-folder.ts";
import type { Project } from "../../project/project.ts";
import type { DatasetDiff } from "../../snapshots/dataset-diff.ts";
import { diffDatasets } from "../../snapshots/diff-datasets.ts";
import { requireSnapshot } from "../../snapshots/find-snapshot.ts";
import { UserError } from "../../user-error.ts";
import { rm } from "node:fs/promises";

/** @throws UserError F5154 for a snapshot of a source. */
export async function dataDiffStep(project: Project, before: string, after: string): Promise<DatasetDiff> {
  const [left, right] = [await requireDataset(project, before), await requireDataset(project, after)];
  const spill = await makeWorkingFolder(project.environment.offline.spill, "duckdb");
  const engine = await openDuckDb({ ...project.environment.offline, spill });
  try {
    return await diffDatasets(engine, left, right);
  } finally {
    engine.close();
    await rm(spill, { recursive: true, force: true });
  }
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
