// A fresh tracking database and artifact store, one for each test.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { artifactStore } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../../runtime/tracking/artifacts/blob-store.ts";
import { metadataPlace } from "./metadata-place.ts";

export async function openTestStore() {
  const folder = await mkdtemp(join(tmpdir(), "bifold-tracking-"));
  const { open } = await metadataPlace(join(folder, ".bifold"));
  const metadata = await open();
  const blobs = localBlobStore(join(folder, ".bifold", "artifacts"));
  onTestFinished(async () => {
    await metadata.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { folder, metadata, blobs, artifacts: artifactStore(metadata, blobs), openAgain: open };
}
