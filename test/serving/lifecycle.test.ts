// From the first second to the last: readiness says what is missing, failures are told apart, nothing is dropped.
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LoadedModel } from "../../runtime/serving/contract.ts";
import type { Serving, ServingServices } from "../../runtime/serving/create-serving-app.ts";
import { type RunningServer, serve } from "../../runtime/serving/serve.ts";
import { CUT, type Fixture, INSTANCE, materializeInstance, openFixture, TAU } from "./running-fixture.ts";

const PREDICT = "/v1/deployments/fixture/predict";
let folder: string;
let fixture: Fixture;
let server: RunningServer | null = null;
const errors: string[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "bifold-test-"));
  fixture = await openFixture("lifecycle", folder);
  errors.length = 0;
});

afterEach(async () => {
  await server?.close();
  server = null;
  await fixture.store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(services: Partial<ServingServices> = {}): Promise<Serving> {
  const serving = fixture.createApp({
    store: fixture.store,
    models: new Map([["fixture", fixture.model]]),
    clock: () => TAU,
    onError: (error, route) => errors.push(`${route}: ${error}`),
    ...services,
  });
  server = await serve(serving, { host: "127.0.0.1", port: 0 });
  return serving;
}

async function get(path: string): Promise<{ status: number; headers: Headers; text: string; json: never }> {
  const response = await fetch(`${server?.url}${path}`);
  const text = await response.text();
  const json = response.headers.get("content-type") === "application/json" ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, text, json: json as never };
}

function post(body: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${server?.url}${PREDICT}`, { method: "POST", headers, body });
}

function predict(): Promise<Response> {
  return post(JSON.stringify(INSTANCE));
}

function slowModel(milliseconds: number): LoadedModel {
  return {
    ...fixture.model,
    run: async (batch, rows) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      return fixture.model.run(batch, rows);
    },
  };
}

test("not ready until every model has run and every view has values, and each is named", async () => {
  const serving = await start();
  expect(await get("/health/live")).toMatchObject({ status: 200, json: { live: true } });
  const cold = await get("/health/ready");
  expect(cold.status).toBe(503);
  expect(cold.headers.get("retry-after")).toBe("1");
  expect(cold.json).toEqual({
    ready: false,
    missing: [
      "The model of deployment 'fixture' is not loaded.",
      "View 'everything' has no online values: run `bifold materialize everything`.",
      "View 'plain' has no online values: run `bifold materialize plain`.",
    ],
  });
  const refused = await predict();
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: { code: "model_not_ready" } });

  await serving.start();
  const unmaterialized = await predict();
  expect([unmaterialized.status, unmaterialized.headers.get("retry-after")]).toEqual([503, "10"]);
  expect(await unmaterialized.json()).toMatchObject({
    error: {
      code: "view_not_materialized",
      message: expect.stringContaining("bifold materialize everything"),
    },
  });

  await materializeInstance(fixture);
  expect(await get("/health/ready")).toMatchObject({ status: 200, json: { ready: true, missing: [] } });
  expect(await (await predict()).json()).toMatchObject({ prediction: { probability: fixture.above } });
  expect(errors).toEqual([]);
});

test("values that are materialized while it serves are served from then on", async () => {
  const serving = await start();
  await serving.start();
  await materializeInstance(fixture);
  await predict();
  await materializeInstance(fixture, CUT + 1);
  expect(await (await predict()).json()).toMatchObject({
    features: { plain: { cut: "2001-06-15T12:00:00.000001Z" } },
  });
});

test("another version takes over between two requests, and one that does not fit never answers", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  await serving.start();
  await serving.publish("fixture", { ...fixture.model, version: "4" });
  expect(await (await predict()).json()).toMatchObject({ model: { version: "4" } });
  const misfits: readonly (readonly [string, Partial<LoadedModel>, RegExp])[] = [
    ["fixture", { name: "another" }, /'another' version 3 is not the model of deployment 'fixture'/],
    [
      "fixture",
      { trainedOn: { everything: "old", plain: "old" } },
      /was trained on its fingerprint old.*bifold train/,
    ],
    ["fixture", { trainedOn: {} }, /was trained without it/],
    ["fixture", { run: async () => new Float32Array(3) }, /answers 3 values of 'probability' for 1 rows/],
    ["fixture", { run: () => Promise.reject(new Error("no such operator")) }, /no such operator/],
    ["elsewhere", {}, /no deployment 'elsewhere'/],
  ];
  for (const [deployment, change, message] of misfits) {
    await expect(serving.publish(deployment, { ...fixture.model, ...change })).rejects.toThrow(message);
  }
  expect(await (await predict()).json()).toMatchObject({ model: { version: "4" } });
});

test("a store that is gone is a 503 to be tried again, not a fault to be shown", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  await serving.start();
  await fixture.store.close();
  const answer = await predict();
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await answer.json()).toEqual({
    error: { code: "store_unavailable", message: "The online store (lmdb) does not answer." },
  });
  expect(errors).toHaveLength(1);
  expect(await get("/health/live")).toMatchObject({ status: 200 });
  expect(await get("/health/ready")).toMatchObject({
    status: 503,
    json: { missing: ["The online store (lmdb) does not answer."] },
  });
  expect((await get("/metrics")).text).toContain("bifold_store_up 0\n");
});

test("a model that fails is a 500 without a stack, and the log has the reason", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  let broken = false;
  await serving.publish("fixture", {
    ...fixture.model,
    run: (batch, rows) =>
      broken ? Promise.reject(new Error("tensor of doom")) : fixture.model.run(batch, rows),
  });
  broken = true;
  const answer = await predict();
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(JSON.parse(text)).toEqual({
    error: { code: "internal", message: "The server failed; its log has the reason." },
  });
  expect(errors).toEqual([`POST ${PREDICT}: Error: tensor of doom`]);
});

test("a prediction that is no number is never sent", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  await serving.publish("fixture", {
    ...fixture.model,
    run: async (_, rows) => new Float32Array(rows).fill(Number.NaN),
  });
  const answer = await predict();
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ error: { code: "model_output" } });
});

test("an answer that takes longer than the deadline is a 504", async () => {
  const serving = await start({ limits: { deadlineMs: 50 } });
  await materializeInstance(fixture);
  await serving.publish("fixture", slowModel(200));
  const answer = await predict();
  expect(answer.status).toBe(504);
  expect(await answer.json()).toMatchObject({ error: { code: "deadline_exceeded" } });
});

test("requests beyond the limit are refused at once, those in work are answered", async () => {
  const serving = await start({ limits: { inFlight: 2 } });
  await materializeInstance(fixture);
  await serving.publish("fixture", slowModel(500));
  const answers = await Promise.all(Array.from({ length: 5 }, predict));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 503, 503, 503]);
  const refused = answers.find(({ status }) => status === 503);
  expect(refused?.headers.get("retry-after")).toBe("1");
});

test("closing under load: not ready, every request in work answered, then the port is free", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  await serving.publish("fixture", slowModel(500));
  const running = Array.from({ length: 20 }, predict);
  await vi.waitFor(() => expect(serving.lifecycle.inFlight).toBe(20));
  const closing = server?.close();
  expect(await serving.ready()).toMatchObject({ ready: false, missing: ["The server is shutting down."] });
  const answers = await Promise.all(running);
  expect(answers.map(({ status }) => status)).toEqual(new Array(20).fill(200));
  for (const answer of answers) expect(answer.headers.get("connection")).toBe("close");
  await closing;
  await expect(predict()).rejects.toThrow();
  await server?.close();
});

test("while it settles it still answers, and says that it is not ready", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  await serving.start();
  await server?.close();
  const settling = await serve(serving, { host: "127.0.0.1", port: 0, settleMs: 200 });
  server = settling;
  const closing = settling.close();
  expect((await get("/health/ready")).status).toBe(503);
  expect((await predict()).status).toBe(200);
  await closing;
});

test("a connection that never ends its request is cut after the grace", async () => {
  const serving = await start();
  await server?.close();
  server = await serve(serving, { host: "127.0.0.1", port: 0, graceMs: 100 });
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("POST /v1/deployments/fixture/predict HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n");
  await new Promise((resolve) => setTimeout(resolve, 50));
  const started = performance.now();
  await server.close();
  expect(performance.now() - started).toBeLessThan(1_500);
});

test("a port in use is named, with the way out; so is an address that this machine lacks", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const serving = await start();
  await expect(serve(serving, { host: "127.0.0.1", port })).rejects.toThrow(
    `Cannot serve: port ${port} of 127.0.0.1 is in use. Stop what listens there, or choose another with --port.`,
  );
  await expect(serve(serving, { host: "203.0.113.1", port: 0 })).rejects.toThrow(/--host and --port/);
  await new Promise((resolve) => other.close(resolve));
});

test("metrics count what happened, and say how fresh values are", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  await serving.start();
  for (let i = 0; i < 3; i++) await predict();
  await post("{");
  const two = JSON.stringify({ instances: [INSTANCE, { ...INSTANCE, code: "JFK" }] });
  await post(two);
  await get("/nowhere");
  const { text, headers } = await get("/metrics");
  expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const route = `method="POST",route="${PREDICT}"`;
  for (const line of [
    `bifold_requests_total{${route},status="200"} 4`,
    `bifold_requests_total{${route},status="400"} 1`,
    'bifold_requests_total{method="ANY",route="unknown",status="404"} 1',
    `bifold_request_duration_seconds_bucket{${route},le="+Inf"} 5`,
    `bifold_request_duration_seconds_count{${route}} 5`,
    'bifold_feature_rows_total{view="everything",status="FOUND"} 4',
    'bifold_feature_rows_total{view="everything",status="NOT_FOUND"} 1',
    'bifold_instances_total{deployment="fixture"} 5',
    'bifold_view_freshness_seconds{view="everything"} 300',
    'bifold_view_stale{view="everything"} 0',
    "bifold_store_up 1",
    "bifold_draining 0",
    'bifold_model_info{deployment="fixture",model="fixture_model",version="3",alias="champion",run_id="run-1"} 1',
  ]) {
    expect(text.split("\n")).toContain(line);
  }
  const bounds = [...text.matchAll(/_bucket\{method="POST".*le="([^"]+)"\} (\d+)/g)].map(([, , count]) =>
    Number(count),
  );
  expect(bounds.length).toBeGreaterThan(50);
  expect(bounds).toEqual([...bounds].sort((a, b) => a - b));
});

test("deployments are listed and described", async () => {
  const serving = await start();
  await materializeInstance(fixture);
  expect((await get("/v1/deployments")).json).toEqual({
    deployments: [{ deployment: "fixture", ready: false, model: null, predict: PREDICT }],
  });
  await serving.start();
  expect((await get("/v1/deployments/fixture")).json).toMatchObject({
    deployment: "fixture",
    ready: true,
    model: { version: "3" },
    output: "probability",
    features: {
      everything: {
        rows: 1,
        age_seconds: 300,
        stale: false,
        refresh: { every_seconds: 600, delay_seconds: 60 },
      },
      plain: { refresh: null },
    },
  });
});
