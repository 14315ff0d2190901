// Online stores: rows written, reads answered and bytes a key, each beside the raw limit of its engine in the same run.
// Usage: npm run bench:online
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { materializeView } from "../../runtime/materialize/materialize-view.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import type { OnlineStore, ReadRequest } from "../../runtime/online/contract.ts";
import { encodeKey } from "../../runtime/online/key-codec.ts";
import { openTree } from "../../runtime/online/lmdb/environment.ts";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import { openRedisStore } from "../../runtime/online/redis-store.ts";
import { createRowEncoder } from "../../runtime/online/row-codec.ts";
import { startRedis } from "../harness/redis.ts";
import { manifestOf } from "../materialize/manifest-of.ts";

const ROWS = 200_000;
const BATCH = 2_048;
const READS = 20_000;
const REPEATS = 3;
const SLOTS = 10;
const VIEWS = ["origin_delays", "destination_delays", "route_delays"];
const KEYS = [{ name: "user", type: { kind: "string", nullable: false } }] as const;

const folder = mkdtempSync(path.join(tmpdir(), "bifold-bench-"));
const keys = Array.from({ length: ROWS }, (_, n) => encodeKey(KEYS, [userName(n)]));
const rows = rowBytes();
const server = await startRedis();
try {
  console.log(
    `${ROWS} rows of ${rows[0]?.length} bytes, ${SLOTS} values each; medians of ${REPEATS}; rows/s and reads/s\n`,
  );
  print([
    "store",
    "raw write",
    "write",
    "of raw",
    "job to store",
    "bytes/key",
    "raw read",
    "read x1",
    "p50 us",
    "p99 us",
    "x16",
  ]);
  const directory = path.join(folder, "store");
  await measure("lmdb", () => openLmdbStore({ directory }), rawLmdbWrites, rawLmdbReads);
  await measure(
    "redis",
    () => openRedisStore({ url: server.url, project: "bench" }),
    rawRedisWrites,
    rawRedisReads,
  );
  console.log(
    "\nraw write: the engine's own fastest (lmdb: sorted puts in big transactions; redis: redis-benchmark -P 500 -c 4).",
  );
  console.log("write: begin, write, commit. job to store: from the SQL statement to the moved pointer.");
  console.log(
    "read: one key of three views. raw read: lmdb: three plain gets; redis: PING, 16 at a time. x16: 16 at a time.",
  );
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(
  name: string,
  open: () => Promise<OnlineStore>,
  rawWrites: () => Promise<number>,
  rawReads: () => Promise<number>,
): Promise<void> {
  const store = await open();
  const limits: number[] = [];
  const writes: number[] = [];
  const jobs: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    limits.push(await rawWrites());
    writes.push(await written(store, VIEWS[repeat] ?? "", repeat + 1));
    jobs.push(await materialized(store, repeat + 1));
  }
  const size = await store.size(version(VIEWS[0] ?? ""));
  const readLimits: number[] = [];
  const alone: number[] = [];
  const together: number[] = [];
  const latencies: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    readLimits.push(await rawReads());
    alone.push(await readers(store, 1, latencies));
    together.push(await readers(store, 16, null));
  }
  await store.close();
  latencies.sort((left, right) => left - right);
  const quantile = (share: number): string =>
    ((latencies[Math.floor(latencies.length * share)] ?? 0) * 1000).toFixed(0);
  print([
    name,
    median(limits).toFixed(0),
    median(writes).toFixed(0),
    (median(writes) / median(limits)).toFixed(2),
    median(jobs).toFixed(0),
    ((size?.bytes ?? 0) / ROWS).toFixed(0),
    median(readLimits).toFixed(0),
    median(alone).toFixed(0),
    quantile(0.5),
    quantile(0.99),
    median(together).toFixed(0),
  ]);
}

async function written(store: OnlineStore, view: string, cut: number): Promise<number> {
  return rate(ROWS, async () => {
    const writer = await store.begin(version(view), cut);
    for (let at = 0; at < ROWS; at += BATCH)
      await writer.write(keys.slice(at, at + BATCH), rows.slice(at, at + BATCH));
    await writer.commit();
  });
}

/** A view of its own each time, so that no old generation is dropped in between. */
async function materialized(store: OnlineStore, cut: number): Promise<number> {
  const engine = await openDuckDb({ memoryLimit: "1GB", threads: 2, spill: null });
  const view = `job_${cut}`;
  const slots = Array.from({ length: SLOTS }, (_, slot) => `avg(n * ${slot + 1}) AS a${slot}`);
  const sql = `SELECT printf('user%06d', n % ${ROWS}) AS "user", ${slots.join(", ")} FROM range(${ROWS} + $cut::BIGINT - $cut::BIGINT) AS t(n) WHERE hash(n) % $parts::UBIGINT = $part::UBIGINT GROUP BY ALL`;
  try {
    const manifest = manifestOf(view, KEYS, new Array(SLOTS).fill("float64"));
    const report = await materializeView({ view, manifest, sql, engine, store, cut });
    return report.rowsPerSecond;
  } finally {
    engine.close();
  }
}

async function readers(store: OnlineStore, count: number, latencies: number[] | null): Promise<number> {
  const one = async (reader: number): Promise<void> => {
    for (let read = reader; read < READS; read += count) {
      const key = keys[(read * 7919) % ROWS] as Uint8Array;
      const requests = VIEWS.map((view): ReadRequest => ({ version: version(view), key }));
      const started = performance.now();
      const results = await store.read(requests);
      latencies?.push(performance.now() - started);
      if (results.some(({ row }) => row === null)) throw new Error("a row is missing");
    }
  };
  return rate(READS, () => Promise.all(Array.from({ length: count }, (_, reader) => one(reader))));
}

async function rawLmdbWrites(): Promise<number> {
  const tree = openTree(mkdtempSync(path.join(folder, "raw-")));
  const speed = await rate(ROWS, async () => {
    let last: Promise<unknown> = Promise.resolve();
    for (let n = 0; n < ROWS; n++) {
      last = tree.put({ generation: 1, key: keys[n] as Uint8Array }, rows[n] as Uint8Array);
      if (n % 16_384 === 0) await last;
    }
    await last;
    await tree.flushed;
  });
  await tree.close();
  return speed;
}

async function rawLmdbReads(): Promise<number> {
  const tree = openTree(path.join(folder, "store"));
  const speed = await rate(READS, async () => {
    for (let read = 0; read < READS; read++) {
      const key = keys[(read * 7919) % ROWS] as Uint8Array;
      for (let generation = 1; generation <= VIEWS.length; generation++)
        tree.getBinary({ generation: 2 * generation - 1, key });
    }
  });
  await tree.close();
  return speed;
}

async function rawRedisWrites(): Promise<number> {
  const spare = await startRedis();
  const size = String(rows[0]?.length ?? 0);
  const options = [
    "-t",
    "set",
    "-d",
    size,
    "-n",
    String(ROWS),
    "-r",
    String(ROWS),
    "-P",
    "500",
    "-c",
    "4",
    "--csv",
  ];
  const { stdout } = spawnSync("redis-benchmark", ["-p", String(spare.port), ...options], {
    encoding: "utf8",
  });
  await spare.stop();
  return Number(/"SET","([\d.]+)"/.exec(stdout ?? "")?.[1] ?? Number.NaN);
}

async function rawRedisReads(): Promise<number> {
  const client = new Redis(server.url);
  const one = async (reader: number): Promise<void> => {
    for (let read = reader; read < READS; read += 16) await client.ping();
  };
  await client.ping();
  const speed = await rate(READS, () => Promise.all(Array.from({ length: 16 }, (_, reader) => one(reader))));
  client.disconnect();
  return speed;
}

async function rate(count: number, action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return (count / (performance.now() - started)) * 1000;
}

function version(view: string): { readonly view: string; readonly fingerprint: string } {
  return { view, fingerprint: "f" };
}

function userName(n: number): string {
  return `user${String(n).padStart(6, "0")}`;
}

function rowBytes(): readonly Uint8Array[] {
  const layout = {
    slots: Array.from({ length: SLOTS }, (_, slot) => ({
      column: `a${slot}`,
      kind: "float64" as const,
      nullable: true,
    })),
  };
  const columns = layout.slots.map((_, slot) => ({
    kind: "float64" as const,
    values: Float64Array.from({ length: ROWS }, (__, n) => n / (slot + 1)),
    valid: null,
  }));
  return createRowEncoder(layout)(columns, ROWS);
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function print(cells: readonly string[]): void {
  console.log(cells.map((cell, index) => cell.padStart(index === 0 ? 6 : 13)).join(""));
}
