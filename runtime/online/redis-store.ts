// The online store on a Redis server: string keys, one MGET a read, generations behind a pointer.
import type {
  ActiveCut,
  BeginOptions,
  GenerationWriter,
  OnlineStore,
  ReadRequest,
  ReadResult,
  ViewVersion,
} from "./contract.ts";
import { busy, holderIsDead, type Lease, LEASE_MS, newLease } from "./lease.ts";
import { activeCut, parsePointer, requireLaterCut } from "./pointer.ts";
import { type Connection, connect, connectWriter } from "./redis/connect.ts";
import { RedisGenerationWriter } from "./redis/generation-writer.ts";
import { type ProjectKeys, projectKeys } from "./redis/keys.ts";
import { RedisReader } from "./redis/reader.ts";
import { redisError } from "./redis/redis-error.ts";
import { hold, takeOver } from "./redis/scripts.ts";
import { requireFormat, requireNoEviction, serverRun } from "./redis/server.ts";
import { sweep } from "./redis/sweep.ts";

export interface RedisStoreOptions {
  /** redis://[user:password@]host:port[/database], rediss:// for TLS. */
  readonly url: string;
  /** Projects on one server do not see each other. */
  readonly project: string;
  /** A read that takes longer fails as unavailable; milliseconds, 1000 where not given. */
  readonly timeoutMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const READ_TIMEOUT_MS = 1_000;

/** @throws OnlineStoreError unavailable, configuration, permission or format, naming host and port */
export async function openRedisStore(options: RedisStoreOptions): Promise<OnlineStore> {
  const { url, project, timeoutMs = READ_TIMEOUT_MS, now = Date.now } = options;
  const keys = projectKeys(project);
  const connection = await connect(url, timeoutMs);
  try {
    await requireFormat(connection, keys, false);
  } catch (error) {
    connection.redis.disconnect();
    throw redisError(error, connection.place);
  }
  return new RedisStore(connection, keys, now);
}

class RedisStore implements OnlineStore {
  readonly kind = "redis";
  readonly #connection: Connection;
  readonly #keys: ProjectKeys;
  readonly #now: () => number;
  readonly #reader: RedisReader;
  #writer: Promise<Connection> | null = null;

  constructor(connection: Connection, keys: ProjectKeys, now: () => number) {
    this.#connection = connection;
    this.#keys = keys;
    this.#now = now;
    this.#reader = new RedisReader(connection, keys);
  }

  read(requests: readonly ReadRequest[]): Promise<readonly ReadResult[]> {
    return requests.length === 0 ? Promise.resolve([]) : this.#reader.read(requests);
  }

  async active(version: ViewVersion): Promise<ActiveCut | null> {
    return this.#guarded(async () => {
      const text = await this.#connection.redis.get(this.#keys.pointer(version));
      return text === null ? null : activeCut(parsePointer(text));
    });
  }

  async begin(version: ViewVersion, cut: number, options: BeginOptions = {}): Promise<GenerationWriter> {
    return this.#guarded(async () => {
      const connection = await this.#writerConnection();
      const { redis } = connection;
      await requireNoEviction(connection);
      await requireFormat(connection, this.#keys, true);
      const run = await serverRun(redis);
      const lease = await this.#lease(connection, version);
      try {
        const pointer = await redis.get(this.#keys.pointer(version));
        requireLaterCut(version.view, cut, pointer === null ? null : parsePointer(pointer), options);
        const generation = String(await redis.incr(this.#keys.next));
        await redis.hset(this.#keys.generations(version), generation, JSON.stringify({ cut }));
        await sweep(redis, this.#keys, version, generation);
        return new RedisGenerationWriter(connection, this.#keys, {
          version,
          cut,
          options,
          lease,
          generation,
          run,
        });
      } catch (error) {
        await hold(redis, this.#keys.lease(version), lease, 0);
        throw error;
      }
    });
  }

  async size(version: ViewVersion): Promise<{ readonly rows: number; readonly bytes: number } | null> {
    return this.#guarded(async () => {
      const active = await this.active(version);
      if (active === null) return null;
      const record = await this.#connection.redis.hget(this.#keys.generations(version), active.generation);
      const { bytes = 0 } = JSON.parse(record ?? "{}") as { readonly bytes?: number };
      return { rows: active.rows, bytes };
    });
  }

  async close(): Promise<void> {
    this.#connection.redis.disconnect();
    const writer = await this.#writer?.catch(() => null);
    writer?.redis.disconnect();
  }

  #writerConnection(): Promise<Connection> {
    this.#writer ??= connectWriter(this.#connection).catch((error: unknown) => {
      this.#writer = null;
      throw error;
    });
    return this.#writer;
  }

  /** The lease's value on the server, once it is ours. */
  async #lease(connection: Connection, version: ViewVersion): Promise<string> {
    const { redis } = connection;
    const key = this.#keys.lease(version);
    const own = JSON.stringify(newLease(this.#now()));
    if ((await redis.set(key, own, "PX", LEASE_MS, "NX")) === "OK") return own;
    const held = await redis.get(key);
    if (held === null) return this.#lease(connection, version);
    const holder = JSON.parse(held) as Lease;
    if (holderIsDead(holder) && (await takeOver(redis, key, held, own, LEASE_MS))) return own;
    throw busy(version, holder);
  }

  async #guarded<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw redisError(error, this.#connection.place);
    }
  }
}
