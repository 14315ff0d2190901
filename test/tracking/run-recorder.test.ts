// A trainer records a run: buffered metrics, artifacts, inputs, and errors that come to light.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { newRunId } from "../../runtime/tracking/new-run-id.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { startRun } from "../../runtime/tracking/run-recorder.ts";
import { openTestStore } from "./open-test-store.ts";

async function record() {
  const store = await openTestStore();
  let clock = 1_000;
  const run = await startRun({
    ...store,
    experiment: "delays",
    name: "first",
    params: { trees: 100, rate: 0.1 },
    tags: { team: "ml" },
    user: "ada",
    now: () => clock++,
    runId: newRunId(),
  });
  return { ...store, run };
}

test("everything logged is there when the run has finished", async () => {
  const { run, metadata, artifacts, folder } = await record();
  for (let step = 0; step < 2_500; step++) run.logMetric("loss", 1 / (step + 1), step);
  run.logMetrics([{ name: "auc", value: 0.9 }]);
  await run.logParams({ depth: 3 });
  await run.setTags({ "mlflow.note.content": "fine" });
  await run.logInput({ name: "delays", digest: "abc", source: { path: "x.parquet" }, context: "training" });
  await writeFile(join(folder, "model.onnx"), "weights");
  await run.logArtifact("model/model.onnx", join(folder, "model.onnx"));
  await run.logArtifact("report.json", Buffer.from("{}"));
  await run.finish();

  const recorded = await readRun(metadata, run.runId);
  expect(recorded.info).toMatchObject({ name: "first", status: "FINISHED", userId: "ada" });
  expect(recorded.info.endTime).toBeGreaterThan(recorded.info.startTime);
  expect(recorded.params).toEqual([
    { key: "depth", value: "3" },
    { key: "rate", value: "0.1" },
    { key: "trees", value: "100" },
  ]);
  expect(recorded.metrics.map(({ key, value, step }) => [key, value, step])).toEqual([
    ["auc", 0.9, 0],
    ["loss", 1 / 2500, 2499],
  ]);
  expect(recorded.datasets[0]?.dataset.source).toBe('{"path":"x.parquet"}');
  expect((await metricHistory(metadata, run.runId, "loss", { maxResults: 5_000 })).items).toHaveLength(2_500);
  const stored = await artifacts.open(`${run.experimentId}/${run.runId}/artifacts/model/model.onnx`);
  expect(await text(stored.stream)).toBe("weights");
  expect(() => run.logMetric("late", 1)).toThrow(/finished/);
});

test("a metric that cannot be written makes finish fail, and the run is ended all the same", async () => {
  const { run, metadata } = await record();
  run.logMetric("bad name?", 1);
  await expect(run.finish()).rejects.toThrow(/Names may only contain/);
  expect((await readRun(metadata, run.runId)).info.status).toBe("FINISHED");
});

test("an artifact cannot leave its run", async () => {
  const { run } = await record();
  await expect(run.logArtifact("../../other", Buffer.from("x"))).rejects.toThrow(/Invalid artifact path/);
});
