// From a job's statement to served rows: every value to the bit, nothing half-done, nothing done twice.
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { latestCut } from "../../runtime/materialize/latest-cut.ts";
import { inKeyOrder } from "../../runtime/materialize/key-order.ts";
import { type MaterializeOptions, materializeView } from "../../runtime/materialize/materialize-view.ts";
import type { OfflineEngine } from "../../runtime/offline/contract.ts";
import { openDuckDb } from "../../runtime/offline/duckdb-engine.ts";
import type { OnlineStore } from "../../runtime/online/contract.ts";
import { encodeKey } from "../../runtime/online/key-codec.ts";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import { openRedisStore } from "../../runtime/online/redis-store.ts";
import { decodeRow } from "../../runtime/online/row-codec.ts";
import { startRedis } from "../harness/redis.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { manifestOf } from "./manifest-of.ts";

const folder = temporaryFolder();
const KEYS: readonly Field[] = [
  { name: "user", type: { kind: "string", nullable: false } },
  { name: "shop id", type: { kind: "int64", nullable: false } },
];
const manifest: Manifest = manifestOf("orders", KEYS, ["int64", "float64", "string", "bool", "timestamp"]);
const layout = manifest.layouts.orders as Manifest["layouts"][string];
const version = { view: "orders", fingerprint: "f" };
const CUT = 1_000_000;

/** A job over numbers: `rows` of them, of which some slots are null. */
function job(rows: number): string {
  return `SELECT 'ü' || n AS "user", n AS "shop id", n + $cut::BIGINT AS a0, CASE n % 3 WHEN 0 THEN NULL WHEN 1 THEN -0.0::DOUBLE ELSE n / 7 END AS a1,
  CASE WHEN n % 5 > 0 THEN repeat('é', (n % 5)::INTEGER) END AS a2, n % 2 = 0 AS a3, -n AS a4
FROM range(${rows}) AS numbers(n) WHERE hash(n) % $parts::UBIGINT = $part::UBIGINT;`;
}

function expected(n: number): readonly Value[] {
  const a1 = n % 3 === 0 ? null : n % 3 === 1 ? -0 : n / 7;
  return [n + CUT, a1, n % 5 > 0 ? "é".repeat(n % 5) : null, n % 2 === 0, n === 0 ? 0 : -n];
}

let engine: OfflineEngine;
beforeAll(async () => {
  engine = await openDuckDb({ memoryLimit: "512MB", threads: 2, spill: null });
});
afterAll(() => engine.close());

describe.each(["lmdb", "redis"])("into %s", (kind) => {
  let store: OnlineStore;
  let stop = async (): Promise<void> => {};
  let stores = 0;

  beforeAll(async () => {
    if (kind === "lmdb") return;
    const server = await startRedis();
    stop = server.stop;
    open = () => openRedisStore({ url: server.url, project: `p${stores++}` });
  });
  let open = (): Promise<OnlineStore> =>
    openLmdbStore({ directory: path.join(folder, `online-${stores++}`) });
  beforeEach(async () => {
    store = await open();
    return () => store.close();
  });
  afterAll(() => stop());

  function run(options: Partial<MaterializeOptions> = {}): ReturnType<typeof materializeView> {
    return materializeView({
      view: "orders",
      manifest,
      sql: job(5_000),
      engine,
      store,
      cut: CUT,
      ...options,
    });
  }

  async function served(n: number): Promise<readonly Value[] | null> {
    const [result] = await store.read([{ version, key: encodeKey(KEYS, [`ü${n}`, n]) }]);
    return result?.row ? decodeRow(layout, result.row) : null;
  }

  it("brings every value to the bit, and tells what it did", async () => {
    const report = await run();
    for (let n = 0; n < 5_000; n += 7) expect(await served(n)).toStrictEqual(expected(n));
    expect(await served(5_000)).toBeNull();
    expect(report).toMatchObject({ view: "orders", fingerprint: "f", skipped: false, cut: CUT, rows: 5_000 });
    expect(report.rowsPerSecond).toBeCloseTo(5_000 / report.seconds);
    expect(report.bytesPerKey).toBeGreaterThan(70);
  });

  it("tells how far it is, once it knows how far it goes", async () => {
    const seen: (readonly [number, number])[] = [];
    const onProgress: MaterializeOptions["onProgress"] = ({ rows, total }) => seen.push([rows, total]);
    await run({ onProgress });
    expect(seen).toEqual([
      [0, 0],
      [2_048, 0],
      [4_096, 0],
      [5_000, 0],
    ]);
    seen.length = 0;
    await run({ onProgress, cut: CUT + 1, sql: job(6_000) });
    expect(seen).toEqual([
      [0, 5_000],
      [2_048, 5_000],
      [4_096, 5_000],
      [6_000, 6_000],
    ]);
  });

  it("does nothing where cut and data are current, and everything where they are not", async () => {
    const first = await run({ sourceDigest: "data" });
    const again = await run({ sourceDigest: "data" });
    expect(again).toMatchObject({
      skipped: true,
      rows: 5_000,
      generation: first.generation,
      bytes: first.bytes,
    });
    expect(await run()).toMatchObject({ skipped: true });
    expect(await run({ sourceDigest: "other data" })).toMatchObject({ skipped: false });
    expect(await run({ sourceDigest: "other data", sql: job(4_000) })).toMatchObject({
      skipped: false,
      rows: 4_000,
    });
    expect(await run({ replace: true })).toMatchObject({ skipped: false });
    expect(await run({ cut: CUT + 1 })).toMatchObject({ skipped: false, cut: CUT + 1 });
    await expect(run()).rejects.toMatchObject({ reason: "stale_cut" });
    expect(await run({ replace: true })).toMatchObject({ cut: CUT });
  });

  it("leaves what was served when it is aborted, and runs again", async () => {
    await run();
    const stopping = new AbortController();
    const aborted = run({
      cut: CUT + 1,
      sql: job(300_000),
      signal: stopping.signal,
      onProgress: ({ rows }) => {
        if (rows > 100_000) stopping.abort();
      },
    });
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    expect(await store.active(version)).toMatchObject({ cut: CUT, rows: 5_000 });
    expect(await served(1)).toStrictEqual(expected(1));
    expect(await run({ cut: CUT + 1 })).toMatchObject({ cut: CUT + 1, rows: 5_000 });
  });

  it("serves a view without rows", async () => {
    expect(await run({ sql: job(0) })).toMatchObject({ rows: 0, bytes: 0, bytesPerKey: 0 });
    expect(await store.active(version)).toMatchObject({ rows: 0 });
  });

  it("refuses a stream that was cut short", async () => {
    let disturbed: Promise<unknown> = Promise.resolve();
    const cutShort = run({
      sql: job(200_000),
      onProgress: ({ rows }) => {
        if (rows === 2_048) disturbed = engine.spineFromQuery("SELECT 1 AS n");
      },
    });
    await expect(cutShort).rejects.toThrow("were cut short after");
    await disturbed;
    expect(await store.active(version)).toBeNull();
  });

  it("refuses views and jobs that the manifest does not know", async () => {
    await expect(run({ view: "order" })).rejects.toMatchObject({
      code: "F5220",
      hint: "The feature views are orders.",
    });
    await expect(
      run({ sql: "SELECT 'a' AS \"user\", $cut::BIGINT AS a0 WHERE $part::BIGINT < $parts::BIGINT" }),
    ).rejects.toMatchObject({
      code: "F5221",
      message: expect.stringContaining("(user string, a0 int64) where (user string, shop id int64, a0 int64"),
    });
    expect(await store.active(version)).toBeNull();
  });
});

it("orders a job's rows as their keys' bytes", async () => {
  const rows = fc.uniqueArray(fc.tuple(fc.string({ unit: "grapheme", maxLength: 6 }), fc.integer()), {
    selector: String,
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(rows, async (keys) => {
      const values = keys.map(
        ([user, shop]) => `('${user.replaceAll("'", "''").replaceAll("\0", " ")}', ${shop}::BIGINT)`,
      );
      const sql = inKeyOrder(`SELECT * FROM (VALUES ${values.join(", ")}) AS v("user", "shop id")`, KEYS);
      const found: Uint8Array[] = [];
      for await (const { rows: count, columns } of engine.stream(sql)) {
        for (let row = 0; row < count; row++) {
          if (columns[0]?.values[row] === null) break;
          found.push(
            encodeKey(
              KEYS,
              columns.map((column) => column.values[row] ?? null),
            ),
          );
        }
      }
      expect(found).toHaveLength(keys.length);
      expect(found).toEqual([...found].sort(Buffer.compare));
    }),
    { numRuns: 30 },
  );
});

it("cuts at the cadence, behind the delay, also before 1970", () => {
  expect(latestCut(null, 1_234)).toBe(1_234);
  expect(latestCut({ every: 600, delay: 0 }, 1_234)).toBe(1_200);
  expect(latestCut({ every: 600, delay: 35 }, 1_234)).toBe(600);
  expect(latestCut({ every: 600, delay: 0 }, -1)).toBe(-600);
});
