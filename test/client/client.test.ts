// The client for trainers, against the real tracking server: everything arrives once, in order, or its loss is told.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startRun, type StartRunOptions, type TrackingError } from "../../runtime/client/index.ts";
import { readTokens } from "../../runtime/server/read-tokens.ts";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { type ServerUnderTest, startServer } from "../server/start-server.ts";
import { lossyProxy } from "./lossy-proxy.ts";

const folder = temporaryFolder();

async function server(options: Parameters<typeof startServer>[0] = {}): Promise<ServerUnderTest> {
  const started = await startServer(options);
  onTestFinished(started.stop);
  return started;
}

/** No environment, and every failure kept. */
function quiet(url: string, options: StartRunOptions = {}) {
  const errors: Error[] = [];
  return {
    errors,
    options: { url, variables: {}, onError: (error: Error) => void errors.push(error), ...options },
  };
}

const values = (pairs: readonly { readonly key: string; readonly value: unknown }[]) =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));

test("a run with everything that can be logged is read back as it was logged", async () => {
  const { url, metadata, artifacts } = await server();
  const { options, errors } = quiet(url);
  const run = await startRun({
    ...options,
    experiment: "penguins",
    name: "the first",
    params: { depth: 3, fast: true },
    tags: { team: "ice" },
    now: () => 1_700_000_000_000,
  });
  for (let step = 0; step < 2500; step++) run.logMetric("loss", 1 / (step + 1), { step });
  run.logMetrics(
    { auc: 0.9, odd: Number.NaN, best: Number.NEGATIVE_INFINITY },
    { step: 7, time: 1_700_000_000_123 },
  );
  run.setTags({ stage: "one" });
  run.setTag("stage", "two");
  mkdirSync(path.join(folder, "plots/deep"), { recursive: true });
  writeFileSync(path.join(folder, "plots/roc curve.svg"), "<svg/>");
  writeFileSync(path.join(folder, "plots/deep/empty"), "");
  await run.logArtifact(path.join(folder, "plots"));
  await run.logArtifact(path.join(folder, "plots/roc curve.svg"), { path: "other/ärger#1.svg" });
  await run.logText("grüße", "notes/a.txt");
  await run.logInput({ name: "train", digest: "abc", source: { file: "x" }, context: "training" });
  await run.end();
  expect(errors).toEqual([]);

  const stored = await readRun(metadata, run.runId);
  expect(stored.info).toMatchObject({ name: "the first", status: "FINISHED", endTime: 1_700_000_000_000 });
  expect(values(stored.params)).toEqual({ depth: "3", fast: "true" });
  expect(values(stored.tags)).toMatchObject({ team: "ice", stage: "two" });
  expect(values(stored.metrics)).toEqual({
    auc: 0.9,
    best: Number.NEGATIVE_INFINITY,
    loss: 1 / 2500,
    odd: Number.NaN,
  });
  const { items } = await metricHistory(metadata, run.runId, "loss", { maxResults: 5000 });
  expect(items.map(({ step, value }) => [step, value])).toEqual(
    Array.from({ length: 2500 }, (_, step) => [step, 1 / (step + 1)]),
  );
  expect(stored.datasets).toMatchObject([{ dataset: { name: "train", source: '{"file":"x"}' } }]);
  const root = `${stored.info.experimentId}/${run.runId}/artifacts`;
  expect(await artifacts.find(`${root}/plots/roc curve.svg`)).toMatchObject({ size: 6 });
  expect(await artifacts.find(`${root}/plots/deep/empty`)).toMatchObject({ size: 0 });
  expect(await artifacts.find(`${root}/other/ärger#1.svg`)).toMatchObject({ size: 6 });
  expect(await artifacts.find(`${root}/notes/a.txt`)).toMatchObject({ size: 7 });
});

test("of a batch with a fault only the entry at fault is lost, and `end` says so", async () => {
  const { url, metadata } = await server();
  const { options, errors } = quiet(url);
  const run = await startRun({ ...options, experiment: "faults" });
  run.logParam("rate", 1);
  for (let step = 0; step < 300; step++) run.logMetric("loss", step, { step });
  run.logMetric("a*b", 1);
  run.logParam("rate", 2);
  run.logParam("long", "x".repeat(7000));
  run.logMetric("half", 1, { step: 0.5 });
  for (let step = 300; step < 600; step++) run.logMetric("loss", step, { step });
  const problem: TrackingError = await run.end().then(
    () => expect.unreachable(),
    (error: TrackingError) => error,
  );
  expect(problem.message).toContain(`Run ${run.runId} was not logged whole: `);
  expect(problem.failures.map(({ message }) => message).sort()).toEqual([
    expect.stringContaining("metric 'a*b' could not be logged: The tracking server answered 400"),
    "metric 'half' has step 0.5, which is no whole number",
    "param 'long' has 7000 characters, and 6000 are kept: log it as a text",
    expect.stringContaining(
      "param 'rate' could not be logged: The tracking server answered 400: Changing param",
    ),
  ]);
  expect(errors).toHaveLength(4);
  const stored = await readRun(metadata, run.runId);
  expect(stored.info.status).toBe("FINISHED");
  expect(values(stored.params)).toEqual({ rate: "1" });
  const { items } = await metricHistory(metadata, run.runId, "loss", { maxResults: 5000 });
  expect(items).toHaveLength(600);
  // The same `end` again is no second one, and logging after it is refused.
  await expect(run.end("FAILED")).rejects.toBe(problem);
  expect(() => run.logMetric("loss", 1)).toThrow("has ended: log before 'end'");
});

test("answers that get lost make no second run and no second point", async () => {
  const { url, metadata, artifacts } = await server();
  const proxy = await lossyProxy(url, (index) => index % 2 === 0);
  const { options, errors } = quiet(proxy.url);
  const run = await startRun({ ...options, experiment: "lossy", params: { a: 1 } });
  for (let step = 0; step < 3000; step++) await run.logMetric("loss", step, { step });
  await run.logText("kept", "kept.txt");
  await run.end();
  expect(errors).toEqual([]);
  expect(proxy.lost()).toBeGreaterThan(6);
  const rows = await metadata.kysely.selectFrom("run").selectAll().execute();
  expect(rows).toMatchObject([{ run_id: run.runId, status: "FINISHED" }]);
  const { items } = await metricHistory(metadata, run.runId, "loss", { maxResults: 5000 });
  expect(items.map(({ value }) => value)).toEqual(Array.from({ length: 3000 }, (_, step) => step));
  expect(await artifacts.find(`${run.experimentId}/${run.runId}/artifacts/kept.txt`)).toMatchObject({
    size: 4,
  });
});

test("a server that is gone for good is told, once it was waited for", async () => {
  const { url, stop } = await startServer();
  const { options, errors } = quiet(url, { patience: 300 });
  const run = await startRun({ ...options, experiment: "gone" });
  await stop();
  run.logMetric("loss", 1);
  await expect(run.logText("text", "a.txt")).rejects.toThrow("gave no answer");
  await expect(run.end()).rejects.toThrow(/was not logged whole|gave no answer/);
  expect(errors.length).toBeGreaterThanOrEqual(2);
  await expect(startRun({ ...options, experiment: "gone" })).rejects.toThrow(
    /^The tracking server http:\/\/127.0.0.1:\d+ gave no answer: connect ECONNREFUSED/,
  );
});

test("a trainer that awaits its calls is held back; one that does not loses what does not fit, and is told", async () => {
  const { url, metadata } = await server();
  const { options, errors } = quiet(url, { capacity: 2000 });
  const patient = await startRun({ ...options, experiment: "fast" });
  for (let step = 0; step < 10_000; step++) await patient.logMetric("loss", step, { step });
  await patient.end();
  expect(errors).toEqual([]);
  const rows = async (runId: string) =>
    (await metricHistory(metadata, runId, "loss", { maxResults: 20_000 })).items.length;
  expect(await rows(patient.runId)).toBe(10_000);

  const hasty = await startRun({ ...options, experiment: "fast" });
  for (let step = 0; step < 10_000; step++) hasty.logMetric("loss", step, { step });
  await expect(hasty.end()).rejects.toThrow(
    /\d+ values were logged faster than they could be sent, and are lost/,
  );
  const kept = await rows(hasty.runId);
  expect(kept).toBeGreaterThanOrEqual(2000);
  expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(String(10_000 - kept))]);
});

test("nested runs, runs that are attached to, and the environment", async () => {
  const { url, metadata } = await server();
  const parent = await startRun({ ...quiet(url).options, experiment: "nested" });
  const child = await parent.startNested({ name: "fold 1", params: { fold: 1 } });
  child.logMetric("auc", 0.5);
  await child.end();
  const variables = { MLFLOW_TRACKING_URI: `${url}/`, BIFOLD_RUN_ID: parent.runId };
  const attached = await startRun({ variables, tags: { seen: "yes" } });
  expect(attached.runId).toBe(parent.runId);
  const inner = await attached.startNested();
  await inner.end();
  await attached.end();
  expect((await readRun(metadata, parent.runId)).info.status).toBe("RUNNING");
  await parent.end("FAILED");
  const stored = await readRun(metadata, parent.runId);
  expect(stored.info.status).toBe("FAILED");
  expect(values(stored.tags)).toMatchObject({ seen: "yes" });
  for (const { runId } of [child, inner]) {
    const below = await readRun(metadata, runId);
    expect(below.info.experimentId).toBe(stored.info.experimentId);
    expect(values(below.tags)).toMatchObject({ "mlflow.parentRunId": parent.runId });
  }
  const missing = startRun({ variables: { ...variables, BIFOLD_RUN_ID: "0".repeat(32) } });
  await expect(missing).rejects.toMatchObject({ status: 404, code: "RESOURCE_DOES_NOT_EXIST" });
  await expect(startRun({ variables: {} })).rejects.toThrow("No tracking server is named");
  await expect(startRun({ variables: { MLFLOW_TRACKING_URI: "file:///tmp/x" } })).rejects.toThrow(
    "is no address",
  );
});

test("a token is sent, and a wrong one refused", async () => {
  writeFileSync(
    path.join(folder, "tokens.json"),
    JSON.stringify([{ name: "t", role: "writer", token: "secret-secret-secret" }]),
  );
  const { url } = await server({ tokens: await readTokens(path.join(folder, "tokens.json")) });
  const run = await startRun({ ...quiet(url).options, token: "secret-secret-secret" });
  await run.logText("x", "x.txt");
  await run.end();
  const basic = await startRun({ ...quiet(url.replace("//", "//anyone:secret-secret-secret@")).options });
  await basic.end();
  await expect(startRun(quiet(url).options)).rejects.toMatchObject({ status: 401, code: "UNAUTHENTICATED" });
});
