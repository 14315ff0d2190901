// The Redis store against a real server that is down, slow, full, read-only, restarted or set up badly.
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OnlineStore } from "../../runtime/online/contract.ts";
import { openRedisStore } from "../../runtime/online/redis-store.ts";
import { type RedisServer, startRedis } from "../harness/redis.ts";

const version = { view: "view", fingerprint: "f" };
const requests = [{ version, key: Buffer.from("k0") }];
/** More than a read may take, less than a person notices. */
const SOON_MS = 2_500;

async function fill(store: OnlineStore, cut: number, rows = 2, content = "row"): Promise<void> {
  const writer = await store.begin(version, cut);
  const keys = Array.from({ length: rows }, (_, index) => Buffer.from(`k${index}`));
  try {
    await writer.write(
      keys,
      keys.map(() => Buffer.from(content)),
    );
    await writer.commit();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function within<T>(ms: number, action: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await action();
  } finally {
    expect(performance.now() - started).toBeLessThan(ms);
  }
}

/** Runs against a server of its own. */
async function withServer(
  options: readonly string[],
  action: (server: RedisServer) => Promise<void>,
): Promise<void> {
  const server = await startRedis(options);
  try {
    await action(server);
  } finally {
    await server.stop();
  }
}

async function withStore(server: RedisServer, action: (store: OnlineStore) => Promise<void>): Promise<void> {
  const store = await openRedisStore({ url: server.url, project: "test", timeoutMs: 500 });
  try {
    await action(store);
  } finally {
    await store.close();
  }
}

describe("one server", () => {
  let server: RedisServer;
  let client: Redis;
  beforeAll(async () => {
    server = await startRedis();
    client = new Redis(server.url);
  });
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });

  async function reads(): Promise<number> {
    const stats = await client.info("commandstats");
    return Number(/cmdstat_mget:calls=(\d+)/.exec(stats)?.[1] ?? 0);
  }

  it("is asked once a read, and once for the reads of a turn", () =>
    withStore(server, async (store) => {
      await fill(store, 10);
      await store.read(requests);
      let before = await reads();
      for (let index = 0; index < 20; index++) await store.read([...requests, ...requests]);
      expect((await reads()) - before).toBe(20);
      before = await reads();
      await Promise.all(Array.from({ length: 50 }, () => store.read(requests)));
      expect((await reads()) - before).toBe(1);
    }));

  it("moves on with the pointer in the same read", () =>
    withStore(server, (reader) =>
      withStore(server, async (writer) => {
        await fill(writer, 20, 2, "old");
        await reader.read(requests);
        await fill(writer, 30, 2, "middle");
        await fill(writer, 40, 2, "new");
        const [result] = await reader.read(requests);
        expect(result).toMatchObject({ row: Buffer.from("new"), active: { cut: 40 } });
      }),
    ));

  it("keeps projects apart", async () => {
    const other = await openRedisStore({ url: server.url, project: "other" });
    expect(await other.active(version)).toBeNull();
    await other.close();
  });

  it("fails in time when it is slow", () =>
    withStore(server, async (store) => {
      await store.read(requests);
      await client.client("PAUSE", 1_500);
      await within(SOON_MS, () =>
        expect(store.read(requests)).rejects.toMatchObject({
          name: "OnlineStoreError",
          reason: "unavailable",
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1_600));
      expect((await store.read(requests))[0]?.row).not.toBeNull();
    }));

  it("is refused with rows of another format", async () => {
    await client.set("bifold:{future}:format", "2");
    await expect(openRedisStore({ url: server.url, project: "future" })).rejects.toMatchObject({
      reason: "format",
      hint: expect.stringContaining('"bifold:{future}:"'),
    });
  });
});

describe("a server", () => {
  it("that is down is told at once, by its place and without its password", async () => {
    const { url } = await startRedis().then(async (server) => {
      await server.stop();
      return server;
    });
    const secret = url.replace("redis://", "redis://user:secret@");
    await within(SOON_MS, () =>
      expect(openRedisStore({ url: secret, project: "test" })).rejects.toMatchObject({
        reason: "unavailable",
        message: expect.not.stringContaining("secret"),
      }),
    );
  });

  it("that goes down fails reads at once, and serves them again when it is back", () =>
    withServer([], async (server) =>
      withStore(server, async (store) => {
        await fill(store, 10);
        await server.stop();
        await within(SOON_MS, () =>
          expect(store.read(requests)).rejects.toMatchObject({
            reason: "unavailable",
            message: expect.stringContaining(`127.0.0.1:${server.port}`),
          }),
        );
        await within(1_000, () =>
          expect(store.active(version)).rejects.toMatchObject({ reason: "unavailable" }),
        );
        const back = await startRedis(["--port", String(server.port)]);
        await expect
          .poll(() => store.read(requests).catch(() => null), { timeout: 5_000 })
          .toEqual([{ row: null, active: null }]);
        await back.stop();
      }),
    ));

  it("that restarts during a write does not get a pointer to the rows that it lost", () =>
    withServer([], async (server) =>
      withStore(server, async (store) => {
        const writer = await store.begin(version, 10);
        await writer.write([Buffer.from("k0")], [Buffer.from("lost")]);
        await server.stop();
        const back = await startRedis(["--port", String(server.port)]);
        await writer.write([Buffer.from("k1")], [Buffer.from("kept")]);
        await expect(writer.commit()).rejects.toMatchObject({ reason: "lease_lost" });
        await writer.abort();
        await expect.poll(() => store.active(version).catch(() => "down"), { timeout: 5_000 }).toBeNull();
        await back.stop();
      }),
    ));

  it("that is full refuses the rows and serves what it had", () =>
    withServer(["--maxmemory", "6mb", "--maxmemory-policy", "noeviction"], (server) =>
      withStore(server, async (store) => {
        await fill(store, 10);
        await expect(fill(store, 20, 60_000, "x".repeat(200))).rejects.toMatchObject({ reason: "full" });
        expect(await store.active(version)).toMatchObject({ cut: 10 });
        expect((await store.read(requests))[0]?.row).toEqual(Buffer.from("row"));
        await fill(store, 30);
      }),
    ));

  it("that may drop rows is refused", () =>
    withServer(["--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"], (server) =>
      withStore(server, async (store) => {
        await expect(store.begin(version, 10)).rejects.toMatchObject({
          reason: "configuration",
          message: expect.stringContaining("allkeys-lru"),
        });
      }),
    ));

  it("that is a replica refuses writes", () =>
    withServer([], (primary) =>
      withServer(["--replicaof", "127.0.0.1", String(primary.port)], (replica) =>
        withStore(replica, async (store) => {
          await expect(store.begin(version, 10)).rejects.toMatchObject({ reason: "read_only" });
        }),
      ),
    ));

  it("that wants a password says so", () =>
    withServer(["--requirepass", "secret"], async (server) => {
      for (const url of [server.url, server.url.replace("redis://", "redis://:wrong@")]) {
        await expect(openRedisStore({ url, project: "test" })).rejects.toMatchObject({
          reason: "permission",
        });
      }
      const url = server.url.replace("redis://", "redis://:secret@");
      await (await openRedisStore({ url, project: "test" })).close();
    }));

  it.each(["localhost:6379", "http://localhost", ""])("cannot be at '%s'", async (url) => {
    await expect(openRedisStore({ url, project: "test" })).rejects.toMatchObject({ reason: "configuration" });
  });
});
