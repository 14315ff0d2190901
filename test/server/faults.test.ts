// What goes wrong in real life: many clients at once, a full disk, a killed server; nothing acknowledged is lost.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "../../runtime/database/open-sqlite.ts";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { POSTGRES } from "../tracking/metadata-place.ts";
import { startServer } from "./start-server.ts";

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

// The limit that stands in for the disk is a setting of SQLite.
test.skipIf(POSTGRES !== undefined)(
  "a full disk is a 503 that leaves no half batch, and passes when there is room again",
  async () => {
    const server = await startServer();
    onTestFinished(server.stop);
    const run_id = (await server.post("runs/create", { experiment_id: "0" })).body.run.info.run_id;
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(server.metadata.kysely);
    const pages = rows[0]?.page_count ?? 0;
    await sql`PRAGMA max_page_count = ${sql.lit(pages + 2)}`.execute(server.metadata.kysely);
    const batch = { run_id, metrics: Array.from({ length: 1000 }, (_, step) => metric("loss", step)) };
    const refused = await server.post("runs/log-batch", batch);
    expect(refused).toMatchObject({ status: 503, body: { error_code: "TEMPORARILY_UNAVAILABLE" } });
    expect((await readRun(server.metadata, run_id)).metrics).toEqual([]);
    await sql`PRAGMA max_page_count = 1000000`.execute(server.metadata.kysely);
    expect((await server.post("runs/log-batch", batch)).status).toBe(200);
    expect((await readRun(server.metadata, run_id)).metrics).toHaveLength(1);
  },
);

test("a server killed under load has stored every batch that it answered", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bifold-killed-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const main = join(import.meta.dirname, "killed-server.ts");
  const server = spawn(process.execPath, ["--import", "tsx", main, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await new Promise<[string]>((resolve) => {
    createInterface({ input: server.stdout }).once("line", (line) => resolve([line]));
  });
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
      if (answered.length === 100) server.kill("SIGKILL");
    }
  });
  await Promise.allSettled(writers);

  const metadata = await openSqlite({ path: join(folder, "tracking.db") });
  onTestFinished(metadata.close);
  const { items } = await metricHistory(metadata, run_id, "loss", { maxResults: 10_000 });
  const stored = new Set(items.map(({ step }) => step));
  expect(answered.length).toBeGreaterThanOrEqual(100);
  expect(answered.filter((step) => !stored.has(step))).toEqual([]);
  const { tags } = await readRun(metadata, run_id);
  expect(tags.filter(({ key }) => /^t\d+$/.test(key))).toHaveLength(stored.size);
});
