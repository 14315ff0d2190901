// What a project's own store holds of its runs, read as the runtime reads it.
import { buffer } from "node:stream/consumers";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { artifactStore } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../../runtime/tracking/artifacts/blob-store.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import type { Run } from "../../runtime/tracking/records.ts";

export async function openRecords(root: string) {
  const metadata = await openSqlite({ path: `${root}/.bifold/tracking.db` });
  const artifacts = artifactStore(metadata, localBlobStore(`${root}/.bifold/artifacts`));
  const rootOf = (run: Run | undefined) => `${run?.info.experimentId}/${run?.info.runId}/artifacts`;
  const walk = async (folder: string): Promise<readonly string[]> => {
    const files: string[] = [];
    for (const { name, isFolder } of await artifacts.list(folder)) {
      files.push(...(isFolder ? await walk(`${folder}/${name}`) : [`${folder}/${name}`]));
    }
    return files;
  };
  return {
    /** The newest first. */
    async runs(): Promise<readonly Run[]> {
      const rows = await metadata.kysely.selectFrom("run").select("run_id").orderBy("seq", "desc").execute();
      return Promise.all(rows.map(({ run_id }) => readRun(metadata, run_id)));
    },
    read: async (run: Run | undefined, path: string): Promise<Buffer> =>
      buffer((await artifacts.open(`${rootOf(run)}/${path}`)).stream),
    files: async (run: Run | undefined) =>
      (await walk(rootOf(run))).map((file) => file.slice(rootOf(run).length + 1)),
    close: () => metadata.close(),
  };
}
