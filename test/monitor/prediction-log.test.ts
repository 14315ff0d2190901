// Predictions are logged off the hot path: whole, in order, bounded in memory and on disk, and never at the cost of serving.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type LogLimits, PredictionLog } from "../../runtime/monitor/prediction-log.ts";
import type { ServedPredictions } from "../../runtime/serving/contract.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";

function served(score: number, rows = 1): ServedPredictions {
  const deployment = {
    name: "late",
    inputs: [
      { name: "v__a", type: { kind: "float64", nullable: true } },
      { name: "v__b", type: { kind: "bool", nullable: false } },
    ],
  } as unknown as ServedPredictions["deployment"];
  return {
    deployment,
    model: { name: "m", version: "3" } as ServedPredictions["model"],
    requests: Array.from({ length: rows }, () => ({ origin: 'A"\n', at: 5 })),
    input: Float32Array.from({ length: 2 * rows }, (_, index) => (index % 2 === 0 ? Number.NaN : 1)),
    output: new Float32Array(rows).fill(score),
    tau: 7,
  };
}

function open(limits: Partial<LogLimits> = {}) {
  const folder = temporaryFolder();
  const reports: string[] = [];
  let time = Date.UTC(2024, 0, 1);
  const log = new PredictionLog({ folder, now: () => time++, report: (text) => reports.push(text), limits });
  const files = () => readdirSync(path.join(folder, "late")).sort();
  const lines = () =>
    files().flatMap((name) =>
      readFileSync(path.join(folder, "late", name), "utf8")
        .trimEnd()
        .split("\n"),
    );
  return { folder, log, reports, files, lines };
}

test("each prediction is one line of JSON, in order", async () => {
  const { log, lines } = open();
  log.take(served(0.25, 2));
  log.take(served(0.5));
  await log.close();
  const found = lines().map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(found.map(({ score }) => score)).toEqual([0.25, 0.25, 0.5]);
  expect(found[0]).toMatchObject({
    as_of: 7,
    version: "3",
    request: { origin: 'A"\n', at: 5 },
    features: { v__a: null, v__b: 1 },
  });
});

test("a queue that is full drops and counts, and says so once", async () => {
  const { log, lines, reports } = open({ queuedRows: 10 });
  for (let index = 0; index < 30; index++) log.take(served(index));
  await log.close();
  expect(log.dropped).toBe(20);
  expect(lines()).toHaveLength(10);
  expect(reports).toHaveLength(1);
  log.take(served(1));
  expect(log.dropped).toBe(21);
});

test("files are rotated, and the oldest go", async () => {
  const { log, files, folder } = open({ fileBytes: 1_000, totalBytes: 3_000 });
  for (let index = 0; index < 60; index++) {
    log.take(served(index));
    await log.flush();
  }
  const sizes = files().map((name) => statSync(path.join(folder, "late", name)).size);
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(3_000);
});

test("a folder that cannot be written loses predictions, not requests", async () => {
  const { log, reports, folder } = open();
  writeFileSync(path.join(folder, "late"), "in the way");
  log.take(served(1));
  await log.flush();
  log.take(served(2));
  await log.close();
  expect(log.dropped).toBe(2);
  expect(reports[0]).toContain("could not be logged");
});
