// Predictions over real HTTP, from a real store, by a real ONNX model: exact answers, stamps, batches, the client.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Serving } from "../../runtime/serving/create-serving-app.ts";
import { type RunningServer, serve } from "../../runtime/serving/serve.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { DAY } from "./fixture-plan.ts";
import { mismatches } from "./matches-schema.ts";
import { CUT, type Fixture, INSTANCE, materializeInstance, openFixture, TAU } from "./running-fixture.ts";

const JSON_TYPE = { "content-type": "application/json" };
const folder = temporaryFolder();
let fixture: Fixture;
let serving: Serving;
let server: RunningServer;
let now = TAU;

beforeAll(async () => {
  fixture = await openFixture("predict-over-http", folder);
  await materializeInstance(fixture);
  const models = new Map([["fixture", fixture.model]]);
  serving = fixture.createApp({ store: fixture.store, models, clock: () => now });
  await serving.start();
  server = await serve(serving, { host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  await server.close();
  await fixture.store.close();
});

async function post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${server.url}/v1/deployments/fixture/${path}`, {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** What the test reads of an OpenAPI document. */
type Operation = {
  readonly responses: { readonly 200: { readonly content: Record<string, { schema: object }> } };
};
type Paths = Record<string, Record<string, Operation>>;

const STAMP = { cut: "2001-06-15T12:00:00.000Z", stale: false };

describe("one instance", () => {
  test("the answer says what, by which model, from which values, as of when", async () => {
    expect(await post("predict", INSTANCE)).toEqual({
      status: 200,
      body: {
        prediction: { probability: fixture.above },
        deployment: "fixture",
        model: { name: "fixture_model", version: "3", alias: "champion", run_id: "run-1" },
        features: {
          everything: { fingerprint: "everything-0123456789abcdef", status: "FOUND", ...STAMP },
          plain: { fingerprint: "plain-0123456789abcdef", status: "FOUND", ...STAMP },
        },
        as_of: "2001-06-15T12:05:00.000Z",
      },
    });
  });

  test("a key without a row is predicted from empty values, and said to be", async () => {
    const { body } = await post("predict", { ...INSTANCE, code: "JFK" });
    expect(body.prediction).toEqual({ probability: fixture.below });
    expect(body.features).toMatchObject({
      everything: { status: "NOT_FOUND" },
      plain: { status: "NOT_FOUND" },
    });
  });

  test("latest values beyond the ttl are null, and the view's cut is stale", async () => {
    now = TAU + 4 * DAY;
    try {
      const { body } = await post("features", INSTANCE);
      expect(body.values).toMatchObject({ everything__class: null, everything__mean_1d: 8 });
      expect(body.features).toMatchObject({
        everything: { status: "OUTSIDE_MAX_AGE", stale: true },
        plain: { status: "FOUND", stale: false },
      });
    } finally {
      now = TAU;
    }
  });

  test("a cut is stale from the instant on that the next one is due", async () => {
    const due = CUT + 600_000_000 + 60_000_000;
    for (const [at, stale] of [
      [due - 1, false],
      [due, true],
    ] as const) {
      now = at;
      const { body } = await post("features", INSTANCE);
      expect(body.features).toMatchObject({ everything: { stale } });
    }
    now = TAU;
  });

  test("features are exact, and need no more than the request and the store", async () => {
    const { body } = await post("features", INSTANCE);
    expect(body.values).toEqual({
      everything__mean_1d: 8,
      everything__rows: 2,
      everything__class: true,
      plain__mean_1d: 2.5,
      now__hour: 12,
      now__against: 5.5,
      now__known: true,
      now__wanted: true,
    });
  });
});

describe("several instances", () => {
  test("each gets the answer that it would get alone", async () => {
    const instances = [INSTANCE, { ...INSTANCE, code: "JFK" }, { ...INSTANCE, wanted: null }];
    const { body } = await post("predict", { instances });
    expect(body.predictions).toEqual(
      [fixture.above, fixture.below, fixture.above].map((probability) => ({ probability })),
    );
    expect(body.features).toMatchObject({
      everything: { statuses: ["FOUND", "NOT_FOUND", "FOUND"], ...STAMP },
    });
    const { body: features } = await post("features", { instances });
    expect(features.values).toHaveLength(3);
  });

  test("a thousand at once", async () => {
    const instances = Array.from({ length: 1_000 }, (_, index) => ({ ...INSTANCE, number: index }));
    const { body } = await post("predict", { instances });
    const found = (body.predictions as { probability: number }[]).flatMap(({ probability }, index) =>
      probability === fixture.above ? [index] : [],
    );
    expect(found).toEqual([7]);
  });
});

describe("what the documents promise", () => {
  test("requests and answers match the generated schemas", async () => {
    const schema = async (kind: string) =>
      JSON.parse(await readFile(join(fixture.written.folder, "schemas", `fixture.${kind}.json`), "utf8"));
    const [request, response] = [await schema("request"), await schema("response")];
    for (const body of [INSTANCE, { instances: [INSTANCE, INSTANCE] }]) {
      expect(mismatches(request, body)).toEqual([]);
      expect(mismatches(response, (await post("predict", body)).body)).toEqual([]);
    }
    for (const body of [{ ...INSTANCE, code: 5 }, { ...INSTANCE, zebra: 1 }, { instances: [] }]) {
      expect(mismatches(request, body)).not.toEqual([]);
      expect((await post("predict", body)).status).toBe(422);
    }
  });

  test("every route of the OpenAPI document answers as it says", async () => {
    const text = await (await fetch(`${server.url}/openapi.yaml`)).text();
    expect(text).toBe(await readFile(join(fixture.written.folder, "openapi.yaml"), "utf8"));
    const document = parse(text);
    expect(document.openapi).toBe("3.1.0");
    for (const [path, operations] of Object.entries(document.paths as Paths)) {
      for (const [method, operation] of Object.entries(operations)) {
        const { content } = operation.responses["200"];
        const init =
          method === "post" ? { method: "POST", headers: JSON_TYPE, body: JSON.stringify(INSTANCE) } : {};
        const response = await fetch(server.url + path, init);
        expect([path, response.status]).toEqual([path, 200]);
        const [type = ""] = Object.keys(content);
        expect(response.headers.get("content-type")).toContain(type);
        const body = await response.text();
        if (type !== "application/json") continue;
        expect(mismatches({ ...content[type]?.schema }, JSON.parse(body), document)).toEqual([]);
      }
    }
  });

  test("the generated client speaks to it", async () => {
    const { createClient, InvalidRequestError, ServiceError } = await fixture.written.import<{
      createClient(options: object): {
        fixture: Record<string, (body: unknown, options?: object) => Promise<never>>;
      };
      InvalidRequestError: new () => Error;
      ServiceError: new () => Error;
    }>("client/client.ts");
    const client = createClient({ baseUrl: `${server.url}/` }).fixture;
    const instance = { ...INSTANCE, at: new Date("2001-06-15T12:30:00Z") };
    expect(await client.predict?.(instance)).toMatchObject({ prediction: { probability: fixture.above } });
    expect(await client.predictBatch?.([instance])).toMatchObject({
      predictions: [{ probability: fixture.above }],
    });
    expect(await client.features?.(instance)).toMatchObject({ values: { now__hour: 12 } });
    const invalid = await client.predict?.({ ...instance, code: 5 }).catch((error: unknown) => error);
    expect(invalid).toBeInstanceOf(InvalidRequestError);
    expect(invalid).toMatchObject({ status: 422, problems: [{ path: "code" }] });
    const other = createClient({ baseUrl: `${server.url}/elsewhere` }).fixture;
    const missing = await other.predict?.(instance).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(ServiceError);
    expect(missing).toMatchObject({ status: 404, code: "not_found" });
    const aborted = client.predict?.(instance, { signal: AbortSignal.abort() });
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
  });
});
