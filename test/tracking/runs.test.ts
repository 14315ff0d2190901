// A run keeps what was logged to it, to the last bit, and the same request twice changes nothing.
import { expect, test } from "vitest";
import {
  createExperiment,
  ensureDefaultExperiment,
  ensureExperiment,
  getExperiment,
  getExperimentByName,
  renameExperiment,
  setExperimentStage,
} from "../../runtime/tracking/experiments.ts";
import { logInputs, logOutputs } from "../../runtime/tracking/inputs.ts";
import { logBatch } from "../../runtime/tracking/log-batch.ts";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { newRunId } from "../../runtime/tracking/new-run-id.ts";
import { deleteTag } from "../../runtime/tracking/params-and-tags.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { createRun, setRunStage, updateRun } from "../../runtime/tracking/runs.ts";
import { openTestStore } from "./open-test-store.ts";

async function openRun() {
  const store = await openTestStore();
  const experimentId = await createExperiment(store.metadata, { name: "flights", now: 1 });
  const runId = newRunId();
  await createRun(store.metadata, { runId, experimentId, startTime: 5 });
  return { ...store, experimentId, runId };
}

test("experiments are created once, renamed, deleted with their runs and restored", async () => {
  const { metadata, experimentId, runId } = await openRun();
  await ensureDefaultExperiment(metadata, 1);
  await ensureDefaultExperiment(metadata, 2);
  expect((await getExperiment(metadata, "0")).name).toBe("Default");
  expect((await getExperiment(metadata, experimentId)).artifactLocation).toBe(
    `mlflow-artifacts:/${experimentId}`,
  );
  expect(await ensureExperiment(metadata, "flights", 3)).toBe(experimentId);
  await expect(createExperiment(metadata, { name: "flights", now: 3 })).rejects.toMatchObject({
    code: "RESOURCE_ALREADY_EXISTS",
  });
  await renameExperiment(metadata, experimentId, 'it\'s "déjà/vu" 🛫', 4);
  expect(await getExperimentByName(metadata, 'it\'s "déjà/vu" 🛫')).toMatchObject({ experimentId });
  await setExperimentStage(metadata, experimentId, "deleted", 5);
  expect((await readRun(metadata, runId)).info.lifecycleStage).toBe("deleted");
  await expect(logBatch(metadata, runId, { tags: [{ key: "a", value: "b" }] })).rejects.toThrow(
    /'active' state/,
  );
  await setExperimentStage(metadata, experimentId, "active", 6);
  expect((await readRun(metadata, runId)).info.lifecycleStage).toBe("active");
  await expect(getExperiment(metadata, "777")).rejects.toMatchObject({ code: "RESOURCE_DOES_NOT_EXIST" });
});

test("a run without a name gets a readable one; tag and name stay the same thing", async () => {
  const { metadata, runId } = await openRun();
  const { info, tags } = await readRun(metadata, runId);
  expect(info.name).toMatch(/^[a-z]+-[a-z]+-\d{3}$/);
  expect(tags).toEqual([{ key: "mlflow.runName", value: info.name }]);
  await updateRun(metadata, runId, { name: "winner", status: "FINISHED", endTime: 9 });
  expect(await readRun(metadata, runId)).toMatchObject({
    info: { name: "winner", status: "FINISHED", endTime: 9 },
    tags: [{ value: "winner" }],
  });
  await logBatch(metadata, runId, { tags: [{ key: "mlflow.runName", value: "second" }] });
  expect((await readRun(metadata, runId)).info.name).toBe("second");
  await setRunStage(metadata, runId, "deleted");
  await setRunStage(metadata, runId, "deleted");
  await expect(setRunStage(metadata, newRunId(), "deleted")).rejects.toThrow(/not found/);
});

test("a batch is written whole, and written again it changes nothing", async () => {
  const { metadata, runId } = await openRun();
  const batch = {
    metrics: [
      { key: "loss", value: 0.1 + 0.2, step: 1, timestamp: 10 },
      { key: "loss", value: 4.507249421115088e170, step: 2, timestamp: 11 },
      { key: "loss", value: 5e-324, step: 3, timestamp: 12 },
    ],
    params: [{ key: "rate", value: "0.1" }],
    tags: [{ key: "team", value: "a" }],
  };
  await logBatch(metadata, runId, batch);
  await logBatch(metadata, runId, batch);
  const run = await readRun(metadata, runId);
  expect(run.metrics).toEqual([{ key: "loss", value: 5e-324, step: 3, timestamp: 12 }]);
  expect(run.params).toEqual(batch.params);
  const { items } = await metricHistory(metadata, runId, "loss", { maxResults: 100 });
  expect(items).toEqual(batch.metrics);
});

test("a batch with one bad entry leaves nothing behind", async () => {
  const { metadata, runId } = await openRun();
  await logBatch(metadata, runId, { params: [{ key: "rate", value: "0.1" }] });
  const conflict = {
    metrics: [{ key: "loss", value: 1, step: 0, timestamp: 1 }],
    params: [
      { key: "fresh", value: "1" },
      { key: "rate", value: "0.2" },
    ],
  };
  await expect(logBatch(metadata, runId, conflict)).rejects.toThrow(/Changing param values is not allowed/);
  const badName = { params: [{ key: "fresh", value: "1" }], tags: [{ key: "../up", value: "1" }] };
  await expect(logBatch(metadata, runId, badName)).rejects.toMatchObject({ code: "INVALID_PARAMETER_VALUE" });
  await expect(logBatch(metadata, runId, { tags: [{ key: "a", value: "x\0y" }] })).rejects.toThrow(/NUL/);
  const run = await readRun(metadata, runId);
  expect(run.metrics).toEqual([]);
  expect(run.params).toEqual([{ key: "rate", value: "0.1" }]);
});

test("NaN, infinities, negative zero and 64-bit steps come back as they went in", async () => {
  const { metadata, runId } = await openRun();
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1.7976931348623157e308];
  const steps = [-5, 9007199254740993n, -9223372036854775808n, 9223372036854775807n];
  const metrics = values.map((value, i) => ({ key: `m${i}`, value, step: steps[i] ?? 0, timestamp: i }));
  await logBatch(metadata, runId, { metrics });
  expect((await readRun(metadata, runId)).metrics).toEqual(metrics);
  await expect(
    logBatch(metadata, runId, { metrics: [{ key: "m", value: 1, step: 2n ** 63n, timestamp: 0 }] }),
  ).rejects.toThrow(/64-bit/);
  await expect(
    logBatch(metadata, runId, { metrics: [{ key: "m", value: 1, step: 0, timestamp: -1 }] }),
  ).rejects.toThrow(/nonnegative/);
});

test("the latest value is the greatest step, then time, then value, in whatever order they arrive", async () => {
  const { metadata, runId } = await openRun();
  const log = (value: number, step: number, timestamp: number) =>
    logBatch(metadata, runId, { metrics: [{ key: "loss", value, step, timestamp }] });
  await log(1, 5, 10);
  await log(9, 4, 99);
  await log(2, 5, 9);
  await log(0.5, 5, 10);
  expect((await readRun(metadata, runId)).metrics).toEqual([
    { key: "loss", value: 1, step: 5, timestamp: 10 },
  ]);
  await log(Number.NaN, 6, 1);
  expect((await readRun(metadata, runId)).metrics[0]?.value).toBeNaN();
});

test("a history is read in pages that meet without gap or overlap", async () => {
  const { metadata, runId } = await openRun();
  const metrics = Array.from({ length: 2_345 }, (_, i) => ({
    key: "loss",
    value: i % 3 === 0 ? Number.POSITIVE_INFINITY : i / 7,
    step: i % 10,
    timestamp: Math.floor(i / 4),
  }));
  await logBatch(metadata, runId, { metrics });
  const read = [];
  let pageToken: string | undefined;
  do {
    const page = await metricHistory(metadata, runId, "loss", { maxResults: 100, pageToken });
    read.push(...page.items);
    pageToken = page.nextToken ?? undefined;
  } while (pageToken !== undefined);
  const expected = metrics.toSorted(
    (a, b) => a.timestamp - b.timestamp || a.step - b.step || a.value - b.value,
  );
  expect(read).toEqual(expected);
});

test("fifty writers at one run lose nothing", async () => {
  const { metadata, runId } = await openRun();
  const writers = Array.from({ length: 50 }, async (_, writer) => {
    for (let step = 0; step < 20; step++) {
      await logBatch(metadata, runId, {
        metrics: [
          { key: "shared", value: writer, step, timestamp: 1 },
          { key: `own.${writer}`, value: step, step, timestamp: 1 },
        ],
        tags: [{ key: `writer.${writer}`, value: String(step) }],
      });
    }
  });
  await Promise.all(writers);
  const run = await readRun(metadata, runId);
  expect(run.metrics).toHaveLength(51);
  expect(run.metrics.find(({ key }) => key === "shared")).toEqual({
    key: "shared",
    value: 49,
    step: 19,
    timestamp: 1,
  });
  expect(run.tags.filter(({ key }) => key.startsWith("writer."))).toHaveLength(50);
  const { items } = await metricHistory(metadata, runId, "shared", { maxResults: 5_000 });
  expect(items).toHaveLength(1_000);
});

test("inputs and outputs: a dataset is stored once, however often it is used", async () => {
  const { metadata, runId } = await openRun();
  const dataset = {
    name: "flights",
    digest: "abc",
    sourceType: "local",
    source: "{}",
    schema: null,
    profile: "{}",
  };
  const datasets = [{ dataset, tags: [{ key: "mlflow.data.context", value: "training" }] }];
  await logInputs(metadata, runId, { datasets, models: ["m-1"] });
  await logInputs(metadata, runId, { datasets, models: ["m-1"] });
  await logOutputs(metadata, runId, [{ modelId: "m-2", step: 3 }]);
  expect(await readRun(metadata, runId)).toMatchObject({
    datasets,
    modelInputs: ["m-1"],
    modelOutputs: [{ modelId: "m-2", step: 3 }],
  });
});

test("a missing tag cannot be deleted", async () => {
  const { metadata, runId } = await openRun();
  await logBatch(metadata, runId, { tags: [{ key: "a", value: "1" }] });
  await deleteTag(metadata, runId, "a");
  await expect(deleteTag(metadata, runId, "a")).rejects.toMatchObject({ code: "RESOURCE_DOES_NOT_EXIST" });
});
