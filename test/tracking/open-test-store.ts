// A fresh tracking database and artifact store in a temporary folder, one for each test.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { artifactStore } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../../runtime/tracking/artifacts/blob-store.ts";

export async function openTestStore() {
  const folder = await mkdtemp(join(tmpdir(), "bifold-tracking-"));
  const path = join(folder, ".bifold", "tracking.db");
  const metadata = await openSqlite({ path });
  const blobs = localBlobStore(join(folder, ".bifold", "artifacts"));
  onTestFinished(async () => {
    await metadata.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { folder, path, metadata, blobs, artifacts: artifactStore(metadata, blobs) };
}
