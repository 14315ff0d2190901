// What goes wrong in real life: many clients at once, a killed server, repeats, skewed clocks; nothing acknowledged is lost.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { history } from "../../runtime/registry/aliases.ts";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { metadataPlace } from "../tracking/metadata-place.ts";
import { type ServerUnderTest, startServer } from "./start-server.ts";
import { startServerProcess } from "./start-server-process.ts";

const metric = (key: string, step: number) => ({ key, value: step / 3, timestamp: 1, step });

test("fifty clients log to one run at once", async () => {
  const server = await startServer();
  onTestFinished(server.stop);
  const run_id = (await server.post("runs/create", { experiment_id: "0" })).body.run.info.run_id;
  const clients = Array.from({ length: 50 }, async (_, client) => {
    for (let step = 0; step < 10; step++) {
      const metrics = [metric("shared", client * 10 + step), metric(`own.${client}`, step)];
      expect((await server.post("runs/log-batch", { run_id, metrics })).status).toBe(200);
    }
  });
  await Promise.all(clients);
  const { items } = await metricHistory(server.metadata, run_id, "shared", { maxResults: 1_000 });
  expect(items.map(({ step }) => step)).toEqual(Array.from({ length: 500 }, (_, i) => i));
  expect((await readRun(server.metadata, run_id)).metrics).toHaveLength(51);
});

test("a server killed under load has stored every batch that it answered", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bifold-killed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { address, open } = await metadataPlace(folder);
  const server = await startServerProcess(folder, address);
  const { url } = server;
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${url}/api/2.0/mlflow/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const created = (await post("runs/create", { experiment_id: "0" })) as {
    run: { info: { run_id: string } };
  };
  const { run_id } = created.run.info;
  const answered: number[] = [];
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let step = writer; ; step += 8) {
      await post("runs/log-batch", {
        run_id,
        metrics: [metric("loss", step)],
        tags: [{ key: `t${step}`, value: "1" }],
      });
      answered.push(step);
      if (answered.length === 100) server.process.kill("SIGKILL");
    }
  });
  await Promise.allSettled(writers);

  const metadata = await open();
  onTestFinished(metadata.close);
  const { items } = await metricHistory(metadata, run_id, "loss", { maxResults: 10_000 });
  const stored = new Set(items.map(({ step }) => step));
  expect(answered.length).toBeGreaterThanOrEqual(100);
  expect(answered.filter((step) => !stored.has(step))).toEqual([]);
  const { tags } = await readRun(metadata, run_id);
  expect(tags.filter(({ key }) => /^t\d+$/.test(key))).toHaveLength(stored.size);
});

test("a client that sends every request again changes nothing by it", async () => {
  const server = await startServer();
  onTestFinished(server.stop);
  const twice = async (path: string, body: object) => {
    const first = await server.post(path, body);
    const again = await server.post(path, body);
    expect([first.status, again.status], path).toEqual([200, 200]);
    return again.body;
  };
  const run_id = (await server.post("runs/create", { experiment_id: "0" })).body.run.info.run_id;
  await server.post("registered-models/create", { name: "m" });
  await server.post("model-versions/create", { name: "m", source: "mlflow-artifacts:/0/r/artifacts/m" });
  await twice("runs/log-metric", { run_id, key: "a", value: 1, timestamp: 5, step: 1 });
  await twice("runs/log-parameter", { run_id, key: "p", value: "1" });
  await twice("runs/set-tag", { run_id, key: "t", value: "1" });
  const dataset = { name: "d", digest: "1", source_type: "local", source: "{}" };
  await twice("runs/log-inputs", { run_id, datasets: [{ dataset, tags: [{ key: "c", value: "train" }] }] });
  await twice("runs/log-model", { run_id, model_json: '{"run_id":"x","flavors":{}}' });
  await twice("runs/update", { run_id, status: "FINISHED", end_time: 9 });
  await twice("registered-models/alias", { name: "m", alias: "champion", version: "1" });
  await twice("model-versions/set-tag", { name: "m", version: "1", key: "k", value: "v" });
  await twice("runs/delete", { run_id });
  await twice("runs/restore", { run_id });
  const file = "/api/2.0/mlflow-artifacts/artifacts/0/r/a.txt";
  for (let i = 0; i < 2; i++) expect((await server.ask("PUT", file, "same")).status).toBe(200);
  for (let i = 0; i < 2; i++) expect((await server.ask("DELETE", file)).status).toBe(200);

  const run = await readRun(server.metadata, run_id);
  expect(run.datasets).toHaveLength(1);
  expect(run.params).toEqual([{ key: "p", value: "1" }]);
  const models = run.tags.find(({ key }) => key === "mlflow.log-model.history");
  expect(JSON.parse(models?.value ?? "")).toHaveLength(1);
  expect((await metricHistory(server.metadata, run_id, "a", { maxResults: 10 })).items).toHaveLength(1);
  expect(await historyOf(server, "m")).toEqual([[null, 1]]);
});

test("clients whose clocks differ by hours agree on the latest value, and the history of an alias keeps its order", async () => {
  let clock = 10 * 3_600_000;
  const server = await startServer({ now: () => clock });
  onTestFinished(server.stop);
  const created = await server.post("runs/create", { experiment_id: "0", start_time: clock });
  const { run_id } = created.body.run.info;
  const skews = [-2 * 3_600_000, 0, 3 * 3_600_000];
  for (let step = 0; step < 9; step++) {
    const timestamp = clock + (skews[step % 3] ?? 0) + step;
    expect(
      (await server.post("runs/log-metric", { run_id, key: "loss", value: step, timestamp, step })).status,
    ).toBe(200);
  }
  const ended = await server.post("runs/update", { run_id, status: "FINISHED", end_time: 1 });
  expect(ended.status).toBe(200);
  expect((await readRun(server.metadata, run_id)).metrics).toMatchObject([
    { key: "loss", value: 8, step: 8 },
  ]);
  const { items } = await metricHistory(server.metadata, run_id, "loss", { maxResults: 10 });
  expect(items.map(({ step }) => step).toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);

  await server.post("registered-models/create", { name: "m" });
  for (const version of ["1", "2", "3"]) {
    await server.post("model-versions/create", { name: "m", source: `mlflow-artifacts:/0/r/${version}` });
    clock -= 3_600_000;
    await server.post("registered-models/alias", { name: "m", alias: "champion", version });
  }
  expect(await historyOf(server, "m")).toEqual([
    [null, 1],
    [1, 2],
    [2, 3],
  ]);
});

test("promotions at once leave one chain: each starts where the one before it ended", async () => {
  const server = await startServer();
  onTestFinished(server.stop);
  await server.post("registered-models/create", { name: "m" });
  const versions = Array.from({ length: 8 }, (_, i) => i + 1);
  for (const version of versions)
    await server.post("model-versions/create", { name: "m", source: `mlflow-artifacts:/0/r/${version}` });
  const moves = versions.map((version) =>
    server.post("registered-models/alias", { name: "m", alias: "champion", version: String(version) }),
  );
  for (const { status } of await Promise.all(moves)) expect(status).toBe(200);
  const chain = await historyOf(server, "m");
  expect(chain.map(([, to]) => to).toSorted()).toEqual(versions);
  expect(chain.map(([from]) => from)).toEqual([null, ...chain.slice(0, -1).map(([, to]) => to)]);
  const champion = await server.get("registered-models/alias?name=m&alias=champion");
  expect(champion.body.model_version.version).toBe(String(chain.at(-1)?.[1]));
});

test("names with quotes, slashes and emoji are kept and found", async () => {
  const server = await startServer();
  onTestFinished(server.stop);
  const odd = `it's "quoted" / \\ déjà \u{1f6eb} 100% <b>`;
  const experiment_id = (await server.post("experiments/create", { name: odd })).body.experiment_id;
  const found = await server.get(`experiments/get-by-name?experiment_name=${encodeURIComponent(odd)}`);
  expect(found.body.experiment).toMatchObject({ experiment_id, name: odd });
  const tags = [{ key: "note/ü 1", value: odd }];
  const created = await server.post("runs/create", { experiment_id, run_name: odd, tags });
  const { run_id } = created.body.run.info;
  await server.post("runs/log-batch", { run_id, params: [{ key: "p", value: odd }] });
  const plain = { experiment_ids: [experiment_id] };
  const emoji = await server.post("runs/search", { ...plain, filter: "params.p LIKE '%\u{1f6eb}%'" });
  expect(emoji.body.runs).toHaveLength(1);
  expect(emoji.body.runs[0].info.run_name).toBe(odd);
  expect(emoji.body.runs[0].data.params).toEqual([{ key: "p", value: odd }]);
  expect(emoji.body.runs[0].data.tags).toContainEqual(tags[0]);
  const model = `it's "é" \u{1f6eb}`;
  expect((await server.post("registered-models/create", { name: model })).status).toBe(200);
  await server.post("model-versions/create", { name: model, source: "mlflow-artifacts:/0/r/m" });
  const alias = `registered-models/alias?name=${encodeURIComponent(model)}&alias=latest`;
  expect((await server.get(alias)).body.model_version.name).toBe(model);
});

const historyOf = async (server: ServerUnderTest, model: string) =>
  (await history(server.metadata, model)).map(({ from, to }) => [from, to]);
