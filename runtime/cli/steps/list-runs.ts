// The newest runs of a project's store.
import { openMetadata } from "../../pipeline/metadata-session.ts";
import type { Project } from "../../project/project.ts";
import { allExperiments } from "../../reproduce/find-run.ts";
import { getExperimentByName } from "../../tracking/experiments.ts";
import type { Run } from "../../tracking/records.ts";
import { searchRuns } from "../../tracking/search-runs.ts";
import { UserError } from "../../user-error.ts";

const MOST_RUNS = 100;

export interface ListRunsOptions {
  readonly experiment?: string;
  readonly filter?: string;
  readonly limit: number;
}

/** @throws UserError F5167 where there is no such experiment. */
export async function listRuns(project: Project, options: ListRunsOptions): Promise<readonly Run[]> {
  const { experiment, filter, limit } = options;
  const store = await openMetadata(project);
  try {
    const chosen = experiment === undefined ? null : await getExperimentByName(store.metadata, experiment);
    if (experiment !== undefined && chosen === null) {
      throw new UserError({
        code: "F5167",
        message: `There is no experiment '${experiment}'.`,
        hint: "A model's runs are in the experiment of its name; `npx bifold runs list` shows all runs.",
      });
    }
    const experimentIds = chosen === null ? await allExperiments(store.metadata) : [chosen.experimentId];
    const page = await searchRuns(store.metadata, { experimentIds, filter, maxResults: limit });
    return page.items;
  } finally {
    await store.close();
  }
}

/** Ids of the newest runs that learnt from a training set's snapshot. */
export async function runsOfDataset(project: Project, id: string): Promise<readonly string[]> {
  const runs = await listRuns(project, { filter: `tags.\`bifold.dataset\` = '${id}'`, limit: MOST_RUNS });
  return runs.map(({ info }) => info.runId);
}
