// Runs test files a second time, with their metadata in PostgreSQL.
import { afterAll, describe, test } from "vitest";
import { usePostgres } from "../tracking/metadata-place.ts";
import { noPostgres, startPostgres } from "./postgres.ts";

/** Call it at the top of a test file; each import is of a file of tests. */
export async function contractOnPostgres(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  if (noPostgres !== null) {
    test.skip(noPostgres, () => {});
    return;
  }
  const server = await startPostgres();
  usePostgres(server.url);
  afterAll(() => server.stop());
  describe("on PostgreSQL", async () => {
    for (const load of files) await load();
  });
}
