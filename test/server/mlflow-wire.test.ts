// The wire rules of MLflow: what clients of every age send is taken, and errors carry the codes they act on.
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type ServerUnderTest, startServer } from "./start-server.ts";

let server: ServerUnderTest;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

async function newRun(body = {}): Promise<string> {
  return (await server.post("runs/create", { experiment_id: "0", ...body })).body.run.info.run_id;
}

test("health, version and server-info answer; the same routes are under both prefixes", async () => {
  expect(await server.ask("GET", "/health")).toEqual({ status: 200, body: "OK" });
  expect((await server.ask("GET", "/version")).body).toMatch(/^\d+\.\d+/);
  expect((await server.ask("GET", "/api/3.0/mlflow/server-info")).body.workspaces_enabled).toBe(false);
  const path = "/mlflow/experiments/get?experiment_id=0";
  const answers = [
    await server.ask("GET", `/api/2.0${path}`),
    await server.ask("GET", `/ajax-api/2.0${path}`),
  ];
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.body.experiment).toMatchObject({ experiment_id: "0", name: "Default" });
});

test("an unknown route carries the code on which clients fall back", async () => {
  expect(await server.post("no/such", {})).toMatchObject({
    status: 404,
    body: { error_code: "ENDPOINT_NOT_FOUND" },
  });
  expect((await server.ask("POST", "/test/reset", {})).status).toBe(404);
});

test("errors have MLflow's codes and statuses", async () => {
  const run = await newRun();
  const cases: [Promise<unknown>, number, string][] = [
    [server.post("experiments/create", {}), 400, "INVALID_PARAMETER_VALUE"],
    [server.post("experiments/create", { name: "Default" }), 400, "RESOURCE_ALREADY_EXISTS"],
    [server.get("experiments/get?experiment_id=99"), 404, "RESOURCE_DOES_NOT_EXIST"],
    [server.get("runs/get"), 400, "INVALID_PARAMETER_VALUE"],
    [
      server.post("runs/log-metric", { run_id: run, key: "a", value: "x", timestamp: 1 }),
      400,
      "INVALID_PARAMETER_VALUE",
    ],
    [server.post("runs/log-metric", { run_id: run, key: "a", value: 1 }), 400, "INVALID_PARAMETER_VALUE"],
    [server.post("runs/delete-tag", { run_id: run, key: "a" }), 404, "RESOURCE_DOES_NOT_EXIST"],
    [server.post("runs/search", { experiment_ids: ["0"], filter: "what" }), 400, "INVALID_PARAMETER_VALUE"],
    [server.post("runs/search", { experiment_ids: ["0"], max_results: 0 }), 400, "INVALID_PARAMETER_VALUE"],
    [server.post("runs/search", "{"), 400, "BAD_REQUEST"],
    [server.post("runs/search", "{}", { "content-type": "text/plain" }), 400, "BAD_REQUEST"],
    [server.get("registered-models/alias?name=m&alias=a"), 404, "RESOURCE_DOES_NOT_EXIST"],
  ];
  for (const [answer, status, error_code] of cases)
    expect(await answer).toMatchObject({ status, body: { error_code } });
  expect(server.problems).toEqual([]);
});

test("NaN, infinities and 64-bit integers survive, as numbers, texts or bare words", async () => {
  const run = await newRun();
  const steps = `[{"key":"a","value":"NaN","timestamp":"1","step":"9007199254740993"},
    {"key":"b","value":"-Infinity","timestamp":2,"step":-3},{"key":"c","value":NaN,"timestamp":3},
    {"key":"d","value":Infinity,"timestamp":3,"step":9223372036854775807},{"key":"e","value":0.12345678901234568,"timestamp":4}]`;
  const logged = await server.post(
    "runs/log-batch",
    `{"run_uuid":"${run}","metrics":${steps},"unknown":[1]}`,
  );
  expect(logged).toEqual({ status: 200, body: {} });
  const text = await (await fetch(`${server.url}/api/2.0/mlflow/runs/get?run_id=${run}`)).text();
  expect(text).toContain('{"key":"a","value":"NaN","timestamp":1,"step":9007199254740993}');
  expect(text).toContain('{"key":"b","value":"-Infinity","timestamp":2,"step":-3}');
  expect(text).toContain('{"key":"c","value":"NaN","timestamp":3,"step":0}');
  expect(text).toContain('{"key":"d","value":"Infinity","timestamp":3,"step":9223372036854775807}');
  expect(text).toContain('{"key":"e","value":0.12345678901234568,"timestamp":4,"step":0}');
});

test("a client that repeats every request changes nothing by it", async () => {
  const run = await newRun();
  const batch = {
    run_id: run,
    metrics: [{ key: "loss", value: 0.1, timestamp: 1, step: 1 }],
    params: [{ key: "p", value: "1" }],
    tags: [{ key: "t", value: "1" }],
  };
  for (let i = 0; i < 3; i++) expect((await server.post("runs/log-batch", batch)).status).toBe(200);
  const history = await server.get(`metrics/get-history?run_id=${run}&metric_key=loss`);
  expect(history.body.metrics).toHaveLength(1);
});

test("limits: 1000 metrics, 100 params; long params and tags are cut, not refused", async () => {
  const run = await newRun();
  const metrics = Array.from({ length: 1001 }, (_, i) => ({ key: "m", value: i, timestamp: i }));
  expect((await server.post("runs/log-batch", { run_id: run, metrics })).status).toBe(400);
  const params = Array.from({ length: 101 }, (_, i) => ({ key: `p${i}`, value: "1" }));
  expect((await server.post("runs/log-batch", { run_id: run, params })).status).toBe(400);
  await server.post("runs/log-parameter", { run_id: run, key: "long", value: "x".repeat(1_000_000) });
  await server.post("runs/set-tag", { run_id: run, key: "long", value: "x".repeat(9_000) });
  const { data } = (await server.get(`runs/get?run_id=${run}`)).body.run;
  expect(data.params[0].value).toHaveLength(6000);
  expect(data.tags.find(({ key }: { key: string }) => key === "long").value).toHaveLength(8000);
});

test("a body beyond any sense is refused, also when its length was not announced", async () => {
  // A server of its own: it cuts the connection off, which another test might be about to use.
  const own = await startServer();
  onTestFinished(own.stop);
  const piece = Buffer.alloc(1 << 20, " ");
  let pieces = 70;
  const body = new ReadableStream({
    pull: (controller) => (pieces-- > 0 ? controller.enqueue(piece) : controller.close()),
  });
  const request = { method: "POST", body, duplex: "half", headers: { "content-type": "application/json" } };
  const answer = await fetch(`${own.url}/api/2.0/mlflow/runs/search`, request as RequestInit).catch(
    () => null,
  );
  if (answer !== null) expect(answer.status).toBe(413);
  expect((await own.get("experiments/get?experiment_id=0")).status).toBe(200);
});

test("searching finds, orders and pages as MLflow does", async () => {
  const experiment_id = (await server.post("experiments/create", { name: "search" })).body.experiment_id;
  const runs: string[] = [];
  for (let i = 0; i < 7; i++) {
    const run = await newRun({ experiment_id, start_time: 1000 + i, run_name: `run ${i}` });
    const value = i === 3 ? "NaN" : i === 4 ? "-Infinity" : i;
    const metrics = i === 5 ? [] : [{ key: "my metric", value, timestamp: 1 }];
    await server.post("runs/log-batch", { run_id: run, metrics, params: [{ key: "p", value: `it_${i}` }] });
    runs.push(run);
  }
  const search = async (body: object) => {
    const answer = await server.post("runs/search", { experiment_ids: [experiment_id], ...body });
    return (answer.body.runs ?? []).map((run: { info: { run_name: string } }) =>
      Number(run.info.run_name.slice(4)),
    );
  };
  expect(await search({})).toEqual([6, 5, 4, 3, 2, 1, 0]);
  expect(await search({ order_by: ["metrics.`my metric` ASC"] })).toEqual([4, 0, 1, 2, 6, 3, 5]);
  expect(await search({ order_by: ['metrics."my metric" DESC'] })).toEqual([6, 2, 1, 0, 4, 3, 5]);
  expect(await search({ filter: "metrics.`my metric` >= 1 and" })).toEqual([6, 2, 1]);
  expect(await search({ filter: "metrics.`my metric` != 1" })).toEqual([6, 4, 3, 2, 0]);
  expect(await search({ filter: "params.p = 'it_2' AND attribute.start_time < 1006" })).toEqual([2]);
  expect(await search({ filter: "params.p LIKE 'it__' AND params.p NOT IN ('it_1')" })).toEqual([
    6, 5, 4, 3, 2, 0,
  ]);
  expect(await search({ filter: "params.p LIKE 'IT%'" })).toEqual([]);
  expect(await search({ filter: "params.p ILIKE 'IT%5'" })).toEqual([5]);
  expect(await search({ filter: "params.nothing != 'x'" })).toEqual([]);
  expect(await search({ filter: `run_id IN ('${runs[1]}', '${runs[4]}')` })).toEqual([4, 1]);
  expect(await search({ filter: "metrics.`my metric` > 0", run_view_type: "DELETED_ONLY" })).toEqual([]);

  const paged: unknown[] = [];
  let page_token: string | undefined;
  do {
    const answer = await server.post("runs/search", {
      experiment_ids: [experiment_id],
      max_results: 3,
      page_token,
    });
    paged.push(...answer.body.runs.map((run: { info: { run_id: string } }) => run.info.run_id));
    page_token = answer.body.next_page_token;
  } while (page_token !== undefined);
  expect(paged).toEqual(runs.toReversed());
  const injected = await search({ filter: "params.p = 'x'; DROP TABLE run'" }).catch(() => null);
  expect(injected ?? []).toEqual([]);
});

test("a long curve is sampled with its least and greatest value kept", async () => {
  const run = await newRun();
  for (let batch = 0; batch < 10; batch++) {
    const metrics = Array.from({ length: 1000 }, (_, i) => {
      const step = batch * 1000 + i;
      return {
        key: "loss",
        value: step === 4321 ? 99 : step === 7654 ? -99 : Math.sin(step),
        timestamp: step,
        step,
      };
    });
    await server.post("runs/log-batch", { run_id: run, metrics });
  }
  const { body } = await server.get(
    `metrics/get-history-bulk-interval?run_ids=${run}&metric_key=loss&max_results=320`,
  );
  expect(body.metrics.length).toBeGreaterThan(200);
  expect(body.metrics.length).toBeLessThanOrEqual(324);
  const at = (step: number) => body.metrics.find((metric: { step: number }) => metric.step === step)?.value;
  expect([at(0), at(4321), at(7654), at(9999)]).toEqual([0, 99, -99, Math.sin(9999)]);
  const part = `metrics/get-history-bulk-interval?run_ids=${run}&metric_key=loss&start_step=10&end_step=19`;
  expect((await server.get(part)).body.metrics).toHaveLength(10);
});

test("prompts are left out, and models without the tag match; aliases refuse what is reserved", async () => {
  await server.post("registered-models/create", { name: "plain" });
  await server.post("registered-models/create", {
    name: "prompt",
    tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }],
  });
  const filter = encodeURIComponent("tag.`mlflow.prompt.is_prompt` != 'true'");
  const { body } = await server.get(`registered-models/search?filter=${filter}`);
  expect(body.registered_models.map(({ name }: { name: string }) => name)).toEqual(["plain"]);
  const version = await server.post("model-versions/create", {
    name: "plain",
    source: "mlflow-artifacts:/0/r/artifacts/m",
  });
  expect(version.body.model_version).toMatchObject({ name: "plain", version: "1", status: "READY" });
  const alias = (name: string) =>
    server.post("registered-models/alias", { name: "plain", alias: name, version: "1" });
  expect((await alias("latest")).status).toBe(400);
  expect((await alias("v1")).status).toBe(400);
  expect((await alias("champion")).status).toBe(200);
  expect((await server.get("registered-models/alias?name=plain&alias=no")).status).toBe(400);
  expect(
    (await server.get("registered-models/alias?name=plain&alias=latest")).body.model_version.version,
  ).toBe("1");
  for (const source of [
    "/etc/passwd",
    "file:///etc",
    "mlflow-artifacts:/0/../../x",
    "mlflow-artifacts:/%2e%2e/x",
  ]) {
    expect((await server.post("model-versions/create", { name: "plain", source })).status).toBe(400);
  }
});
