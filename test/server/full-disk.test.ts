// A full disk refuses what it cannot keep, whole: of the database by a setting of SQLite, of artifacts by a small file system.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { artifactStore } from "../../runtime/tracking/artifacts/artifact-store.ts";
import { localBlobStore } from "../../runtime/tracking/artifacts/blob-store.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { openTestStore } from "../tracking/open-test-store.ts";
import { startServer } from "./start-server.ts";

const metric = (key: string, step: number) => ({ key, value: step / 3, timestamp: 1, step });

test("a full disk is a 503 that leaves no half batch, and passes when there is room again", async () => {
  const server = await startServer();
  onTestFinished(server.stop);
  const run_id = (await server.post("runs/create", { experiment_id: "0" })).body.run.info.run_id;
  const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(server.metadata.kysely);
  const pages = rows[0]?.page_count ?? 0;
  await sql`PRAGMA max_page_count = ${sql.lit(pages + 2)}`.execute(server.metadata.kysely);
  const batch = { run_id, metrics: Array.from({ length: 1000 }, (_, step) => metric("loss", step)) };
  const refused = await server.post("runs/log-batch", batch);
  expect(refused).toMatchObject({ status: 503, body: { error_code: "TEMPORARILY_UNAVAILABLE" } });
  expect((await readRun(server.metadata, run_id)).metrics).toEqual([]);
  await sql`PRAGMA max_page_count = 1000000`.execute(server.metadata.kysely);
  expect((await server.post("runs/log-batch", batch)).status).toBe(200);
  expect((await readRun(server.metadata, run_id)).metrics).toHaveLength(1);
});

/** Two megabytes; null where this user may not mount one. */
function smallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), "bifold-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return folder;
}

const disk = smallDisk();
if (disk === null) console.log("full disk of artifacts: skipped, only root may mount a small file system");
afterAll(() => {
  if (disk === null) return;
  execFileSync("umount", [disk]);
  rmSync(disk, { recursive: true });
});

test.skipIf(disk === null)(
  "an artifact that does not fit is refused, leaves nothing, and hurts no other",
  async () => {
    const { metadata } = await openTestStore();
    const artifacts = artifactStore(metadata, localBlobStore(disk ?? ""));
    const pieces = async function* (count: number) {
      for (let at = 0; at < count; at++) yield Buffer.alloc(1 << 16, at);
    };
    await artifacts.put("small", pieces(4), 1);
    const before = readdirSync(disk ?? "", { recursive: true }).length;
    await expect(artifacts.put("large", pieces(64), 2)).rejects.toThrow(/no space left|ENOSPC/i);
    expect(await artifacts.find("large")).toBeNull();
    expect(readdirSync(disk ?? "", { recursive: true })).toHaveLength(before);
    expect((await artifacts.find("small"))?.size).toBe(4 << 16);
    await artifacts.put("other", pieces(8), 3);
    expect((await artifacts.find("other"))?.size).toBe(8 << 16);
  },
);
