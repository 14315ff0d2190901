// A full disk refuses what it cannot keep, whole; the limit that stands in for the disk is a setting of SQLite.
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { readRun } from "../../runtime/tracking/read-runs.ts";
import { startServer } from "./start-server.ts";

const metric = (key: string, step: number) => ({ key, value: step / 3, timestamp: 1, step });

test("a full disk is a 503 that leaves no half batch, and passes when there is room again", async () => {
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
});
