// The run that a user means: by its id, the beginning of one, or its name.
import type { Metadata } from "../database/metadata-database.ts";
import { searchExperiments } from "../tracking/search-experiments.ts";
import { searchRuns } from "../tracking/search-runs.ts";
import type { Run } from "../tracking/records.ts";
import { UserError } from "../user-error.ts";

const SHOWN = 5;
const LEAST_DIGITS = 4;
const ALL = 1_000;

/** @throws UserError F5160 where there is none, F5161 where there are several. */
export async function requireRun(metadata: Metadata, text: string): Promise<Run> {
  const experimentIds = await allExperiments(metadata);
  const find = async (filter: string): Promise<readonly Run[]> =>
    (await searchRuns(metadata, { experimentIds, filter, maxResults: SHOWN })).items;
  const isId = /^[0-9a-f]+$/.test(text) && text.length >= LEAST_DIGITS;
  const byId = isId ? await find(`attributes.run_id LIKE '${text}%'`) : [];
  const found = byId.length > 0 || text.includes("'") ? byId : await find(`attributes.run_name = '${text}'`);
  const [run, ...others] = found;
  if (run === undefined) {
    throw new UserError({
      code: "F5160",
      message: `There is no run '${text}'.`,
      hint: "`npx bifold runs list` shows the runs; the first digits of an id are enough.",
    });
  }
  if (others.length === 0) return run;
  const ids = found.map(({ info }) => info.runId).join(", ");
  throw new UserError({
    code: "F5161",
    message: `'${text}' could be several runs: ${ids}${found.length === SHOWN ? ", …" : ""}.`,
    hint: "Give more digits of its id.",
  });
}

export async function allExperiments(metadata: Metadata): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let pageToken: string | null = ""; pageToken !== null; ) {
    const page = await searchExperiments(metadata, { maxResults: ALL, pageToken });
    ids.push(...page.items.map(({ experimentId }) => experimentId));
    pageToken = page.nextToken;
  }
  return ids;
}
