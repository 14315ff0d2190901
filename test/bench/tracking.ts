// The tracking server over SQLite and over PostgreSQL, beside MLflow's own over SQLite, all over HTTP from the same
// client: logging, searching, long curves, start.
// Usage: npm run bench:tracking [-- --alone]   (--alone leaves MLflow out)
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { noPostgres, startPostgres } from "../harness/postgres.ts";
import { pythonWith } from "../harness/python-environment.ts";
import { metadataPlace, usePostgres } from "../tracking/metadata-place.ts";
import { openClient, type TrackingClient } from "./tracking/client.ts";
import { type BenchServer, startBifold, startMlflow } from "./tracking/servers.ts";
import { BIG_RUNS, POINTS, RUNS, seedBifold, seedMlflow } from "./tracking/seed.ts";

const folder = await mkdtemp(path.join(tmpdir(), "bifold-bench-"));
type Who = "ours" | "postgres" | "theirs";
const results = new Map<string, Partial<Record<Who, number>>>();

try {
  await measure("ours", () => startBifold(path.join(folder, "ours"), null), seedBifold);
  if (noPostgres !== null) console.log(noPostgres);
  else {
    const postgres = await startPostgres();
    try {
      usePostgres(postgres.url);
      const { address } = await metadataPlace(folder);
      await measure("postgres", () => startBifold(path.join(folder, "postgres"), address), seedBifold);
    } finally {
      await postgres.stop();
    }
  }
  if (!process.argv.includes("--alone")) {
    const environment = await pythonWith("mlflow>=3,<4", [
      "scikit-learn",
      "matplotlib",
      "onnx",
      "onnxruntime",
      "skl2onnx",
    ]);
    if ("reason" in environment) console.log(`MLflow left out: ${environment.reason}`);
    else {
      const { programs } = environment;
      await measure("theirs", () => startMlflow(path.join(folder, "theirs"), programs), seedMlflow);
    }
  }
  show();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(
  who: Who,
  start: () => Promise<BenchServer>,
  seed: (database: string, runId: string) => Promise<void>,
): Promise<void> {
  const note = (what: string, value: number): void => {
    results.set(what, { ...results.get(what), [who]: value });
    console.error(`${who}: ${what}: ${value.toPrecision(4)}`);
  };
  let server = await start();
  note("start-up the first time, s", server.startup);
  await server.stop();
  server = await start();
  note("start-up, s", server.startup);
  const { resident, proportional } = await server.memory();
  note("memory when idle (RSS), MB", resident / 1e6);
  note("memory when idle (PSS), MB", proportional / 1e6);
  try {
    const client = openClient(server.url);
    await logging(client, note);
    const curve = await client.createRun();
    await server.stop();
    await seed(server.database, curve);
    server = await start();
    await reading(openClient(server.url), curve, who, note);
  } finally {
    await server.stop();
  }
}

async function logging(client: TrackingClient, note: (what: string, value: number) => void): Promise<void> {
  const run = await client.createRun();
  const timestamp = Date.now();
  const point = (step: number) => ({ key: `m${step % 20}`, value: step / 7, timestamp, step });
  const calls: number[] = [];
  for (let step = 0; step < 500; step++) {
    calls.push(await timed(() => client.post("runs/log-metric", { run_id: run, ...point(step) })));
  }
  note("log-metric p50, ms", median(calls.slice(50)));
  const batches = 40;
  const seconds = await timed(async () => {
    for (let batch = 0; batch < batches; batch++) {
      const metrics = Array.from({ length: 1000 }, (_, i) => point(1000 + batch * 1000 + i));
      await client.post("runs/log-batch", { run_id: run, metrics });
    }
  });
  note("log-batch, rows/s", (batches * 1000) / (seconds / 1000));
  const together = await timed(async () => {
    const clients = Array.from({ length: 16 }, async (_, who) => {
      for (let i = 0; i < 25; i++) {
        await client.post("runs/log-metric", { run_id: run, ...point(100_000 + who * 100 + i) });
      }
    });
    await Promise.all(clients);
  });
  note("log-metric of 16 clients, calls/s", (16 * 25) / (together / 1000));
}

async function reading(
  client: TrackingClient,
  curve: string,
  who: Who,
  note: (what: string, value: number) => void,
): Promise<void> {
  const plain = { experiment_ids: ["1001"], max_results: 100 };
  const filtered = {
    ...plain,
    filter: "metrics.m3 > 0.5 AND params.p1 = '3'",
    order_by: ["metrics.m5 DESC"],
  };
  const search = (body: object, repeats: number) => medianOf(repeats, () => client.post("runs/search", body));
  const repeats = who === "theirs" ? 5 : 15;
  note(`search 100 of ${RUNS} runs, ms`, await search(plain, repeats));
  note(`filter and order, 100 of ${RUNS} runs, ms`, await search(filtered, repeats));
  note(
    `page ${RUNS} runs, s`,
    (await timed(async () => {
      let page_token: string | undefined;
      do {
        const page = { ...plain, max_results: 1000, page_token };
        page_token = ((await client.post("runs/search", page)) as { next_page_token?: string })
          .next_page_token;
      } while (page_token !== undefined);
    })) / 1000,
  );
  const range = `run_ids=${curve}&metric_key=loss&max_results=320`;
  const sample = () => client.get(`metrics/get-history-bulk-interval?${range}`);
  note(`sample ${POINTS} points, ms`, await medianOf(who === "theirs" ? 1 : 9, sample));
  note(
    `history of ${POINTS} points, s`,
    (await timed(async () => {
      let token: string | undefined;
      do {
        const next = token === undefined ? "" : `&page_token=${encodeURIComponent(token)}`;
        const query = `run_id=${curve}&metric_key=loss&max_results=25000${next}`;
        token = ((await client.get(`metrics/get-history?${query}`)) as { next_page_token?: string })
          .next_page_token;
      } while (token !== undefined);
    })) / 1000,
  );
  if (who === "theirs") return;
  const big = { experiment_ids: ["1002"], max_results: 100 };
  note(`search 100 of ${BIG_RUNS} runs, ms`, await search(big, 9));
  note(`filter and order, 100 of ${BIG_RUNS} runs, ms`, await search({ ...filtered, ...big }, 9));
  const ordered = { ...big, order_by: ["metrics.m5 DESC"] };
  note(`order by a metric, 100 of ${BIG_RUNS} runs, ms`, await search(ordered, 9));
  const rare = { ...big, filter: "metrics.m3 > 0.9999" };
  note(`a rare filter, of ${BIG_RUNS} runs, ms`, await search(rare, 9));
}

function show(): void {
  const width = Math.max(...[...results.keys()].map((name) => name.length)) + 2;
  const line = (name: string, ...cells: readonly string[]) =>
    console.log(name.padEnd(width) + cells.map((cell) => cell.padStart(12)).join(""));
  line("", "SQLite", "PostgreSQL", "MLflow", "ratio");
  for (const [name, { ours, postgres, theirs }] of results) {
    const number = (value: number | undefined) => (value === undefined ? "" : value.toPrecision(4));
    const isRate = name.endsWith("/s");
    const ratio =
      ours === undefined || theirs === undefined
        ? ""
        : `${(isRate ? ours / theirs : theirs / ours).toFixed(1)}x`;
    line(name, number(ours), number(postgres), number(theirs), ratio);
  }
  console.log(
    "\nRuns have 20 metrics, 20 params and 5 tags. One client on one connection unless said otherwise. The ratio is of SQLite to MLflow.",
  );
}

/** Milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianOf(repeats: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) times.push(await timed(work));
  return median(times);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
