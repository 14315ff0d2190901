// One contract, every store: a generation is served whole or not at all, whoever dies, and whoever reads meanwhile.
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ActiveCut, OnlineStore, ReadRequest, ViewVersion } from "../../runtime/online/contract.ts";
import { temporaryFolder } from "../harness/temporary-folder.ts";
import { STORES, type StoreUnderTest } from "./stores.ts";

const folder = temporaryFolder();
let views = 0;

/** A view that no other test knows. */
function newView(): ViewVersion {
  return { view: `view_${views++}`, fingerprint: "f" };
}

const key = (text: string): Uint8Array => Buffer.from(text);

const read = (version: ViewVersion, text: string): ReadRequest => ({ version, key: key(text) });

/** Rows `prefix0`, `prefix1`, ... each holding `content`. */
async function fill(
  store: OnlineStore,
  version: ViewVersion,
  cut: number,
  rows: number,
  content = String(cut),
): Promise<ActiveCut> {
  const writer = await store.begin(version, cut);
  const keys = Array.from({ length: rows }, (_, index) => key(`k${index}`));
  await writer.write(
    keys,
    keys.map(() => key(content)),
  );
  return writer.commit();
}

describe.each(Object.entries(STORES))("%s", (_, start) => {
  let target: StoreUnderTest;
  const opened: OnlineStore[] = [];

  async function open(): Promise<OnlineStore> {
    const store = await target.open();
    opened.push(store);
    return store;
  }

  async function texts(
    store: OnlineStore,
    requests: readonly ReadRequest[],
  ): Promise<readonly (string | null)[]> {
    const results = await store.read(requests);
    return results.map(({ row }) => (row === null ? null : Buffer.from(row).toString()));
  }

  beforeAll(async () => {
    target = await start(folder);
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });
  afterAll(() => target.stop());

  it("gives back ten thousand rows, in the order of the requests", async () => {
    const store = await open();
    const version = newView();
    const writer = await store.begin(version, 1_000, { sourceDigest: "d" });
    const keys = Array.from({ length: 10_000 }, (_, index) => key(`k${(index * 7919) % 10_000}`));
    for (let at = 0; at < keys.length; at += 2_048) {
      const part = keys.slice(at, at + 2_048);
      await writer.write(
        part,
        part.map((each) => Buffer.concat([key("row of "), each])),
      );
    }
    const active = await writer.commit();
    expect(active).toMatchObject({ cut: 1_000, rows: 10_000, sourceDigest: "d" });
    expect(await store.active(version)).toEqual(active);
    const answers = await texts(
      store,
      Array.from({ length: 10_000 }, (_, index) => read(version, `k${index}`)),
    );
    expect(answers).toEqual(Array.from({ length: 10_000 }, (_, index) => `row of k${index}`));
  });

  it("reads several views at once, unknown keys and views that were never filled among them", async () => {
    const store = await open();
    const [one, two, never] = [newView(), newView(), newView()];
    const first = await fill(store, one, 10, 3, "one");
    const second = await fill(store, two, 20, 3, "two");
    const requests = [
      read(two, "k2"),
      read(never, "k0"),
      read(one, "k0"),
      read(one, "unknown"),
      read(two, "k0"),
    ];
    const results = await (await open()).read(requests);
    expect(results.map(({ row }) => (row === null ? null : Buffer.from(row).toString()))).toEqual([
      "two",
      null,
      "one",
      null,
      "two",
    ]);
    expect(results.map(({ active }) => active)).toEqual([second, null, first, first, second]);
    expect([await store.read([]), await store.active(never), await store.size(never)]).toEqual([
      [],
      null,
      null,
    ]);
  });

  it("shows nothing of a generation before its commit, and nothing after an abort", async () => {
    const store = await open();
    const version = newView();
    await fill(store, version, 10, 2);
    const before = await target.rows();
    const writer = await store.begin(version, 20);
    const keys = Array.from({ length: 40_000 }, (_, index) => key(`k${index}`));
    await writer.write(
      keys,
      keys.map(() => key("half")),
    );
    expect(await texts(store, [read(version, "k0"), read(version, "k5")])).toEqual(["10", null]);
    await writer.abort();
    expect(await texts(store, [read(version, "k0"), read(version, "k5")])).toEqual(["10", null]);
    expect(await target.rows()).toBe(before);
    expect((await fill(store, version, 20, 1)).cut).toBe(20);
  });

  it("survives a writer that is killed half-way, and drops what it left at the next run", async () => {
    const store = await open();
    const version = newView();
    await fill(store, version, 10, 2);
    const before = await target.rows();
    const script = path.join(import.meta.dirname, "writer-process.ts");
    const child = spawn(
      process.execPath,
      ["--import", "tsx", script, ...target.address, version.view, "20"],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await once(child.stdout, "data");
    await expect(store.begin(version, 30)).rejects.toMatchObject({
      reason: "busy",
      message: expect.stringContaining(version.view),
    });
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(await target.rows()).toBeGreaterThan(before);
    expect(await texts(store, [read(version, "k0"), read(version, "killed-0-0")])).toEqual(["10", null]);
    expect(await fill(store, version, 30, 3)).toMatchObject({ cut: 30, rows: 3 });
    expect(await target.rows()).toBe(before + 3);
  });

  it("never mixes two cuts, whatever is committed while it reads", async () => {
    const writer = await open();
    const reader = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 3, maxLength: 8 }),
        async (sizes) => {
          const [one, two] = [newView(), newView()];
          const requests = [
            read(one, "k0"),
            read(two, "k0"),
            read(one, "k1"),
            read(two, "k0"),
            read(one, "k0"),
          ];
          let done = false;
          const seen = new Set<number>();
          const reading = (async () => {
            while (!done) {
              const results = await reader.read(requests);
              for (const [index, { row, active }] of results.entries()) {
                const same = results.find(
                  (_, other) => requests[other]?.version === requests[index]?.version,
                );
                expect(active).toEqual(same?.active);
                if (active === null) expect(row).toBeNull();
                else seen.add(active.cut);
                if (row !== null) expect(Buffer.from(row).toString()).toBe(String(active?.cut));
                if (active !== null && requests[index]?.key.at(1) === 0x30) expect(row).not.toBeNull();
              }
              await new Promise((resolve) => setImmediate(resolve));
            }
          })();
          for (const [index, size] of sizes.entries()) {
            await Promise.all([fill(writer, one, index + 1, size), fill(writer, two, 100 + index, 1)]);
          }
          done = true;
          await reading;
          expect(seen.size).toBeGreaterThan(0);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("gives a lease that was not renewed to the next writer, and refuses the old one's commit", async () => {
    const store = await open();
    const version = newView();
    const stale = await store.begin(version, 10);
    await stale.write([key("k0")], [key("stale")]);
    await expect(store.begin(version, 20)).rejects.toMatchObject({ reason: "busy" });
    await target.expireLease(version);
    const fresh = await store.begin(version, 20);
    await fresh.write([key("k0")], [key("fresh")]);
    await expect(stale.commit()).rejects.toMatchObject({ reason: "lease_lost" });
    await fresh.commit();
    await stale.abort();
    expect(await texts(store, [read(version, "k0")])).toEqual(["fresh"]);
  });

  it("refuses a cut that is not later than the active one, unless it may be replaced", async () => {
    const store = await open();
    const version = newView();
    await fill(store, version, 20, 2);
    for (const cut of [10, 20]) {
      await expect(store.begin(version, cut)).rejects.toMatchObject({ reason: "stale_cut" });
    }
    const again = await store.begin(version, 10, { replace: true });
    await again.write([key("k0")], [key("replaced")]);
    expect(await again.commit()).toMatchObject({ cut: 10, rows: 1 });
    expect(await texts(store, [read(version, "k0"), read(version, "k1")])).toEqual(["replaced", null]);
  });

  it("keeps the generation before the served one, and no other", async () => {
    const store = await open();
    const version = newView();
    const before = await target.rows();
    for (const [index, rows] of [5, 7, 11, 13].entries()) await fill(store, version, index + 1, rows);
    expect(await target.rows()).toBe(before + 11 + 13);
  });

  it("tells what a generation takes", async () => {
    const store = await open();
    const version = newView();
    await fill(store, version, 10, 5_000, "x".repeat(100));
    const size = await store.size(version);
    expect(size?.rows).toBe(5_000);
    expect((size?.bytes ?? 0) / 5_000).toBeGreaterThan(105);
    expect((size?.bytes ?? 0) / 5_000).toBeLessThan(400);
  });

  it("holds a view's fingerprints side by side", async () => {
    const store = await open();
    const old = newView();
    const changed = { view: old.view, fingerprint: "g" };
    await fill(store, old, 20, 1, "old");
    expect(await texts(store, [read(changed, "k0")])).toEqual([null]);
    await fill(store, changed, 10, 1, "new");
    await fill(store, old, 30, 1, "older");
    expect(await texts(store, [read(old, "k0"), read(changed, "k0")])).toEqual(["older", "new"]);
  });

  it("takes keys of any bytes: empty, binary, Unicode, longer than a page", async () => {
    const store = await open();
    const version = newView();
    const keys = [
      new Uint8Array(),
      Uint8Array.of(0),
      Uint8Array.of(0, 0),
      Uint8Array.of(255, 13, 10, 0),
      key("ü😀:{}*[?]"),
      key("l".repeat(1_023)),
      key("l".repeat(1_024)),
      key("l".repeat(1_025)),
      key(`${"l".repeat(5_000)}a`),
      key(`${"l".repeat(5_000)}b`),
    ];
    const writer = await store.begin(version, 10);
    await writer.write(
      keys,
      keys.map((_, index) => key(`row ${index}`)),
    );
    await writer.commit();
    const found = await texts(
      store,
      keys.map((each) => ({ version, key: each })),
    );
    expect(found).toEqual(keys.map((_, index) => `row ${index}`));
  });

  it("serves a generation without rows: known, and empty", async () => {
    const store = await open();
    const version = newView();
    await fill(store, version, 10, 2);
    const active = await fill(store, version, 20, 0);
    expect(active).toMatchObject({ cut: 20, rows: 0 });
    expect(await store.read([read(version, "k0")])).toEqual([{ row: null, active }]);
    expect(await store.size(version)).toEqual({ rows: 0, bytes: 0 });
  });
});
