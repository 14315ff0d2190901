// The stores that the shared contract is run against, each real, with what its tests must look at behind its back.
import { rm } from "node:fs/promises";
import { Redis } from "ioredis";
import type { OnlineStore, ViewVersion } from "../../runtime/online/contract.ts";
import { openTree } from "../../runtime/online/lmdb/environment.ts";
import { openLmdbStore } from "../../runtime/online/lmdb-store.ts";
import { openRedisStore } from "../../runtime/online/redis-store.ts";
import { type RedisServer, startRedis } from "../harness/redis.ts";

export interface StoreUnderTest {
  /** A further handle to the same rows, as another process would have it. */
  open(): Promise<OnlineStore>;
  /** What a child process opens: its arguments. */
  readonly address: readonly string[];
  /** Rows of all generations, reachable or not. */
  rows(): Promise<number>;
  /** As if the holder had not renewed its lease for a while. */
  expireLease(version: ViewVersion): Promise<void>;
  stop(): Promise<void>;
}

export const STORES: Readonly<Record<string, (folder: string) => Promise<StoreUnderTest>>> = {
  lmdb: async (folder) => lmdb(`${folder}/online`),
  redis: async () => redis(await startRedis()),
};

function lmdb(directory: string): StoreUnderTest {
  let now = Date.now;
  const tree = (): ReturnType<typeof openTree> => openTree(directory);
  return {
    address: ["lmdb", directory],
    open: () => openLmdbStore({ directory, now: () => now() }),
    rows: async () => {
      const open = tree();
      const range = {
        start: { generation: 1, key: new Uint8Array() },
        end: { generation: 2 ** 32 - 1, key: new Uint8Array() },
        limit: 1_000_000,
      };
      const count = [...open.getKeys(range)].length;
      await open.close();
      return count;
    },
    expireLease: async () => {
      now = () => Date.now() + 60_000;
    },
    stop: () => rm(directory, { recursive: true, force: true }),
  };
}

function redis(server: RedisServer): StoreUnderTest {
  const client = new Redis(server.url);
  return {
    address: ["redis", server.url],
    open: () => openRedisStore({ url: server.url, project: "test" }),
    rows: async () => (await client.keys("*")).filter((key) => /^bifold:\{test\}:\d+:/.test(key)).length,
    expireLease: async ({ view, fingerprint }) => {
      await client.pexpire(`bifold:{test}:lease:${view}:${fingerprint}`, 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    stop: async () => {
      client.disconnect();
      await server.stop();
    },
  };
}
