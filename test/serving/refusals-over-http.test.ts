// Whatever arrives, the answer is JSON with a status, a code and words, and the next request is served as before.
import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Serving } from "../../runtime/serving/create-serving-app.ts";
import { type RunningServer, serve } from "../../runtime/serving/serve.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { type Fixture, INSTANCE, materializeInstance, openFixture, TAU } from "./running-fixture.ts";

const PREDICT = "/v1/deployments/fixture/predict";
const folder = temporaryFolder();
let fixture: Fixture;
let server: RunningServer;
let app: Serving["app"];

beforeAll(async () => {
  fixture = await openFixture("refusals-over-http", folder);
  await materializeInstance(fixture);
  const serving = fixture.createApp({
    store: fixture.store,
    models: new Map([["fixture", fixture.model]]),
    clock: () => TAU,
    limits: { bodyBytes: 10_000, instances: 20 },
  });
  await serving.start();
  app = serving.app;
  server = await serve(serving, { host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  await server.close();
  await fixture.store.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly error: { readonly code: string; readonly message: string; readonly problems?: readonly unknown[] };
}

/** `chunks` are sent without a length where there are several. */
function send(
  method: string,
  path: string,
  chunks: readonly (string | Buffer)[],
  headers: object = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = chunks.length === 1 ? { "content-length": Buffer.byteLength(chunks[0] ?? "") } : {};
    const request = httpRequest(
      server.url + path,
      { method, headers: { ...length, ...headers } },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => {
          const { error } = JSON.parse(Buffer.concat(parts).toString() || '{"error":{}}');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers as Answer["headers"],
            error,
          });
        });
      },
    );
    request.on("error", reject);
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}

const GOOD = JSON.stringify(INSTANCE);
const JSON_TYPE = { "content-type": "application/json" };

const REFUSED: readonly (readonly [string, () => Promise<Answer>, number, string])[] = [
  ["no body", () => send("POST", PREDICT, [""]), 400, "empty_body"],
  ["half a body", () => send("POST", PREDICT, ['{"code": ']), 400, "invalid_json"],
  [
    "bytes that are no UTF-8",
    () => send("POST", PREDICT, [Buffer.from([0x22, 0xff, 0x22])]),
    400,
    "invalid_json",
  ],
  ["a list", () => send("POST", PREDICT, ["[]"]), 422, "invalid_request"],
  ["no instances", () => send("POST", PREDICT, ['{"instances": []}']), 422, "invalid_request"],
  ["instances that are no list", () => send("POST", PREDICT, ['{"instances": {}}']), 422, "invalid_request"],
  [
    "fields beside instances",
    () => send("POST", PREDICT, [`{"instances": [${GOOD}], "code": "SFO"}`]),
    422,
    "invalid_request",
  ],
  [
    "more instances than the limit",
    () => send("POST", PREDICT, [`{"instances": [${"{},".repeat(20)}{}]}`]),
    413,
    "too_many_instances",
  ],
  ["a body beyond the limit", () => send("POST", PREDICT, [" ".repeat(10_001)]), 413, "body_too_large"],
  [
    "a body beyond the limit that does not say so",
    () => send("POST", PREDICT, [" ".repeat(6_000), " ".repeat(6_000)]),
    413,
    "body_too_large",
  ],
  [
    "text",
    () => send("POST", PREDICT, [GOOD], { "content-type": "text/plain" }),
    415,
    "unsupported_media_type",
  ],
  [
    "a form",
    () => send("POST", PREDICT, [GOOD], { "content-type": "application/x-www-form-urlencoded" }),
    415,
    "unsupported_media_type",
  ],
  [
    "gzip",
    () => send("POST", PREDICT, [gzipSync(GOOD)], { "content-encoding": "gzip" }),
    415,
    "unsupported_encoding",
  ],
  ["GET for POST", () => send("GET", PREDICT, []), 405, "method_not_allowed"],
  ["DELETE", () => send("DELETE", "/v1/deployments/fixture", []), 405, "method_not_allowed"],
  ["an unknown route", () => send("GET", "/v2/nothing", []), 404, "not_found"],
  [
    "a route under a deployment",
    () => send("POST", "/v1/deployments/fixture/guess", [GOOD]),
    404,
    "not_found",
  ],
  [
    "an unknown deployment",
    () => send("POST", "/v1/deployments/fixtrue/predict", [GOOD]),
    404,
    "unknown_deployment",
  ],
];

test.each(REFUSED)("%s", async (_, sending, status, code) => {
  const answer = await sending();
  expect([answer.status, answer.error.code]).toEqual([status, code]);
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(answer.error.message).toMatch(/^[A-Z/].*[.:?']/);
  expect((await send("POST", PREDICT, [GOOD])).status).toBe(200);
});

test("a wrong method says which is right", async () => {
  expect((await send("GET", PREDICT, [])).headers.allow).toBe("POST");
  expect((await send("POST", "/metrics", [GOOD])).headers.allow).toBe("GET, HEAD");
});

test("an unknown deployment says which was meant", async () => {
  const { error } = await send("GET", "/v1/deployments/fixtrue", []);
  expect(error.message).toContain("did you mean 'fixture'?");
});

test("JSON in all its content types, and none at all, is read", async () => {
  for (const type of [
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/ld+json",
  ]) {
    expect((await send("POST", PREDICT, [GOOD], { "content-type": type })).status).toBe(200);
  }
  expect((await send("POST", PREDICT, [GOOD])).status).toBe(200);
});

test("a body in many small pieces, some of them inside a character", async () => {
  const bytes = Buffer.from(JSON.stringify({ ...INSTANCE, code: "ÄÖ😀" }));
  const pieces = Array.from(bytes, (byte) => Buffer.of(byte));
  expect((await send("POST", PREDICT, pieces, JSON_TYPE)).status).toBe(200);
});

test("all problems of all instances, each with its path, the first hundred of them", async () => {
  const faulty = { ...INSTANCE, code: 1, distance: "far" };
  const { error } = await send("POST", PREDICT, [JSON.stringify({ instances: [INSTANCE, faulty] })]);
  expect(error.problems).toEqual([
    { path: "instances[1].code", message: "must be a string, not a number" },
    { path: "instances[1].distance", message: "must be a number, not a string" },
  ]);
  const many = await send("POST", PREDICT, [JSON.stringify({ instances: new Array(20).fill({}) })]);
  expect(many.error.problems).toHaveLength(100);
  expect(many.error.message).toBe("The request has 120 faults; the first 100 are listed.");
});

test("a client that hangs up in the middle of its body disturbs nobody", async () => {
  await new Promise<void>((resolve) => {
    const request = httpRequest(server.url + PREDICT, { method: "POST", headers: { "content-length": 500 } });
    request.on("error", () => resolve());
    request.write('{"code":');
    setTimeout(() => request.destroy(), 20);
  });
  expect((await send("POST", PREDICT, [GOOD])).status).toBe(200);
});

test("a body full of unknown names is refused without a stall", async () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `"n${index}":0`);
  const started = performance.now();
  const { status, error } = await send("POST", PREDICT, [`{${names.join(",")}}`]);
  expect([status, error.problems?.length]).toEqual([422, 100]);
  expect(performance.now() - started).toBeLessThan(1_000);
  const long = await send("POST", PREDICT, [JSON.stringify({ ...INSTANCE, ["x".repeat(5_000)]: 1 })]);
  expect(JSON.stringify(long.error).length).toBeLessThan(1_000);
});

test("HEAD is answered as GET without its body", async () => {
  const response = await fetch(`${server.url}/health/live`, { method: "HEAD" });
  expect([response.status, await response.text()]).toEqual([200, ""]);
});

test("the app also answers without a server, under the same limits", async () => {
  const ask = (body: string, headers = {}) =>
    app.request(PREDICT, { method: "POST", body, headers: { ...JSON_TYPE, ...headers } });
  expect((await ask(GOOD)).status).toBe(200);
  expect((await ask(" ".repeat(10_001))).status).toBe(413);
  expect((await ask(GOOD, { "content-encoding": "gzip" })).status).toBe(415);
});
