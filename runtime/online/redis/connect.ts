// Connections to a Redis server: reads that fail fast and are never queued, writes that outlast a short break.
import { Redis, type RedisOptions } from "ioredis";
import { OnlineStoreError } from "../online-store-error.ts";
import { redisError } from "./redis-error.ts";

/** `place` is the server without credentials, for messages. */
export interface Connection {
  readonly redis: Redis;
  readonly place: string;
}

const CONNECT_MS = 2_000;
const WRITE_TIMEOUT_MS = 30_000;

const ALWAYS = {
  lazyConnect: true,
  connectTimeout: CONNECT_MS,
  enableOfflineQueue: false,
  retryStrategy: (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 6), 1_000),
} satisfies RedisOptions;

/** @throws OnlineStoreError configuration (a bad address), unavailable */
export async function connect(url: string, timeoutMs: number): Promise<Connection> {
  const address = parseAddress(url);
  const place = address.host;
  const redis = new Redis(url, {
    ...ALWAYS,
    maxRetriesPerRequest: 1,
    commandTimeout: timeoutMs,
    autoResendUnfulfilledCommands: false,
  });
  await opened({ redis, place });
  return { redis, place };
}

/** A second connection, so that bulk writes never stand in front of reads. */
export async function connectWriter({ redis, place }: Connection): Promise<Connection> {
  const writer = redis.duplicate({
    ...ALWAYS,
    enableOfflineQueue: true,
    maxRetriesPerRequest: 3,
    commandTimeout: WRITE_TIMEOUT_MS,
    autoResendUnfulfilledCommands: true,
  });
  await opened({ redis: writer, place });
  return { redis: writer, place };
}

async function opened({ redis, place }: Connection): Promise<void> {
  let last: Error | null = null;
  // Without a listener, ioredis prints every failed attempt to reconnect.
  redis.on("error", (error: Error) => {
    last = error;
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw redisError(last ?? error, place);
  }
}

function parseAddress(url: string): URL {
  const hint = 'Write it as "redis://[user:password@]host:port[/database]" ("rediss://" for TLS).';
  let address: URL;
  try {
    address = new URL(url);
  } catch (cause) {
    throw new OnlineStoreError("configuration", "The address of the Redis server is not a URL.", hint, {
      cause,
    });
  }
  if (address.protocol !== "redis:" && address.protocol !== "rediss:") {
    throw new OnlineStoreError(
      "configuration",
      `The address of the Redis server starts with "${address.protocol}".`,
      hint,
    );
  }
  return address;
}
