// The database goes away and comes back: requests fail with a 503 meanwhile, and the server needs no restart.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPostgres, noPostgres, type PostgresServer } from "../harness/postgres.ts";
import { metricHistory } from "../../runtime/tracking/metric-history.ts";
import { usePostgres } from "../tracking/metadata-place.ts";
import { type ServerUnderTest, startServer } from "./start-server.ts";

let database: PostgresServer;
let server: ServerUnderTest;
beforeAll(async () => {
  if (noPostgres !== null) return;
  database = await startPostgres();
  usePostgres(database.url);
  server = await startServer();
});
afterAll(async () => {
  await server?.stop();
  await database?.stop();
});

test.skipIf(noPostgres !== null)(
  noPostgres ?? "gone for a while: 503, then it goes on, and nothing acknowledged is lost",
  async () => {
    const run_id = (await server.post("runs/create", { experiment_id: "0" })).body.run.info.run_id;
    const acknowledged: number[] = [];
    const seen = new Set<number>();
    let stopped = false;
    const client = async (first: number) => {
      for (let step = first; !stopped; step += 4) {
        for (;;) {
          const body = { run_id, key: "loss", value: step, timestamp: 1, step };
          const { status, body: answer } = await server.post("runs/log-metric", body);
          seen.add(status);
          if (status === 200) break;
          expect(answer).toMatchObject({ error_code: "TEMPORARILY_UNAVAILABLE" });
          expect(answer.message).toMatch(/try again/);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        acknowledged.push(step);
      }
    };
    const clients = [0, 1, 2, 3].map(client);
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await until(() => acknowledged.length >= 100);
    await database.kill();
    await until(() => seen.has(503));
    expect((await server.get(`runs/get?run_id=${run_id}`)).status).toBe(503);
    expect((await server.ask("GET", "/health")).status).toBe(200);
    const before = acknowledged.length;
    await database.restart();
    await until(() => acknowledged.length >= before + 100);
    stopped = true;
    await Promise.all(clients);

    expect([...seen].toSorted()).toEqual([200, 503]);
    const { items } = await metricHistory(server.metadata, run_id, "loss", { maxResults: 100_000 });
    const stored = new Set(items.map(({ step }) => step));
    expect(acknowledged.filter((step) => !stored.has(step))).toEqual([]);
  },
);
