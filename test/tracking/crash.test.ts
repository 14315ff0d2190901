// A writer is killed in mid-write, again and again; nothing that it was told is stored may be missing.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { createExperiment } from "../../runtime/tracking/experiments.ts";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { newRunId } from "../../runtime/tracking/new-run-id.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { createRun } from "../../runtime/tracking/runs.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

const WRITER = join(import.meta.dirname, "crash-writer.ts");

test("SIGKILL loses no acknowledged batch and leaves no half batch", async () => {
  const { metadata, path } = await openSqliteStore();
  const experimentId = await createExperiment(metadata, { name: "crash", now: 1 });
  for (let round = 0; round < 3; round++) {
    const runId = newRunId();
    await createRun(metadata, { runId, experimentId, startTime: 1 });
    const acknowledged = await writeUntilKilled(path, runId, 20 + round * 15);

    const reopened = await openSqlite({ path });
    const { items } = await metricHistory(reopened, runId, "loss", { maxResults: 1_000_000 });
    const { params } = await readRun(reopened, runId);
    await reopened.close();
    expect(acknowledged).toBeGreaterThan(10);
    expect(items.length).toBeGreaterThanOrEqual(acknowledged * 10);
    expect(items.length).toBe(params.length * 10);
    expect(params.length - acknowledged).toBeLessThanOrEqual(1 + 20);
  }
});

/** Resolves to the number of batches whose success the writer has announced. */
function writeUntilKilled(path: string, runId: string, batches: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, ["--import", "tsx", WRITER, path, runId], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let acknowledged = 0;
    createInterface({ input: writer.stdout }).on("line", () => {
      acknowledged++;
      if (acknowledged === batches) writer.kill("SIGKILL");
    });
    writer.on("error", reject);
    writer.on("close", () => resolve(acknowledged));
  });
}
