// The step that compares two runs, their training sets included where both are still kept.
import { openMetadata } from "../../pipeline/metadata-session.ts";
import type { Project } from "../../project/project.ts";
import { diffRuns, type RunDiff } from "../../reproduce/diff-runs.ts";
import { requireRun } from "../../reproduce/find-run.ts";
import { loadRun } from "../../reproduce/load-run.ts";
import type { DatasetDiff } from "../../snapshots/dataset-diff.ts";
import { UserError } from "../../user-error.ts";
import type { Surroundings } from "../invocation.ts";
import { dataDiffStep } from "./data-diff-step.ts";

export interface RunDiffStepOptions {
  readonly before: string;
  readonly after: string;
  readonly repository: string;
}

export async function runDiffStep(
  project: Project,
  { variables }: Surroundings,
  options: RunDiffStepOptions,
): Promise<{ readonly diff: RunDiff; readonly data: DatasetDiff | null }> {
  const store = await openMetadata(project);
  try {
    const load = async (text: string) => {
      const { info } = await requireRun(store.metadata, text);
      return loadRun(store, info.runId);
    };
    const [before, after] = [await load(options.before), await load(options.after)];
    const { repository } = options;
    const diff = await diffRuns({ store, before, after, repository, variables });
    return { diff, data: await compareData(project, diff) };
  } finally {
    await store.close();
  }
}

/** Null where there is nothing to compare, or a snapshot is not kept any more. */
async function compareData(project: Project, { datasets }: RunDiff): Promise<DatasetDiff | null> {
  if (datasets === null || datasets[0] === datasets[1]) return null;
  return dataDiffStep(project, ...datasets).catch((error: unknown) => {
    if (error instanceof UserError) return null;
    throw error;
  });
}
