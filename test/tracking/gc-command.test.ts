// `bifold gc` frees what nothing needs, says what it would free, and keeps what a snapshot names.
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { artifactStore } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../../runtime/tracking/artifacts/blob-store.ts";
import { openProject } from "../harness/project.ts";

test("a dry run counts, the real one removes; runs and snapshots keep theirs", async () => {
  const project = openProject({
    "bifold.yaml": "project: p\nenvironments:\n  local:\n    online: { store: lmdb, path: online }\n",
  });
  const metadata = await openSqlite({ path: project.path(".bifold/tracking.db") });
  const blobs = localBlobStore(project.path(".bifold/artifacts"));
  const artifacts = artifactStore(metadata, blobs);
  const put = async (path: string, text: string) => {
    const { digest } = await artifacts.put(path, Readable.from([Buffer.from(text)]), 1);
    const file = project.path(".bifold/artifacts/blobs", digest.slice(0, 2), digest);
    utimesSync(file, new Date(0), new Date(0));
    return digest;
  };
  const kept = await put("0/r/kept", "of a run");
  const named = await put("0/r/named", "of a snapshot");
  const gone = await put("0/r/gone", "of nothing");
  for (const path of ["0/r/named", "0/r/gone"]) await artifacts.remove(path);
  mkdirSync(project.path(".bifold/datasets/s-1"), { recursive: true });
  writeFileSync(project.path(".bifold/datasets/s-1/manifest.json"), JSON.stringify({ sha256: named }));
  await metadata.close();

  const dry = await project.run("gc", "--env", "local", "--dry-run", "--json");
  expect(JSON.parse(dry.stdout)).toEqual({ removedBlobs: 1, freedBytes: 10, keptBlobs: 2, dryRun: true });
  expect(await blobs.has(gone)).toBe(true);
  const real = await project.run("gc", "--env", "local");
  expect(real.code).toBe(0);
  expect(real.stdout + real.stderr).toMatch(/1 file removed, 10 B; 2 files kept/);
  expect([await blobs.has(kept), await blobs.has(named), await blobs.has(gone)]).toEqual([true, true, false]);
});
