// What the store must know of the server before it trusts it with rows.
import type { Redis } from "ioredis";
import { OnlineStoreError } from "../online-store-error.ts";
import type { Connection } from "./connect.ts";
import type { ProjectKeys } from "./keys.ts";

const FORMAT = "1";

/** Another after a restart or a failover. */
export async function serverRun(redis: Redis): Promise<string> {
  return infoField(await redis.info("server"), "run_id") ?? "";
}

/** Rows that the server drops by itself would be read as entities without history. */
export async function requireNoEviction({ redis, place }: Connection): Promise<void> {
  const info = await redis.info("memory");
  const policy = infoField(info, "maxmemory_policy") ?? "noeviction";
  if (infoField(info, "maxmemory") === "0" || !policy.startsWith("allkeys")) return;
  throw new OnlineStoreError(
    "configuration",
    `The Redis server at ${place} may drop any key when its memory is full (maxmemory-policy ${policy}).`,
    "Set maxmemory-policy to noeviction: a dropped row would silently become a row of empty values.",
  );
}

/** `write` marks a project without a format as ours. */
export async function requireFormat(
  { redis, place }: Connection,
  keys: ProjectKeys,
  write: boolean,
): Promise<void> {
  if (write) await redis.setnx(keys.format, FORMAT);
  const format = await redis.get(keys.format);
  if (format === null || format === FORMAT) return;
  throw new OnlineStoreError(
    "format",
    `This project's rows on the Redis server at ${place} have format ${format}; this version reads format ${FORMAT}.`,
    `Delete the keys that start with "${keys.format.slice(0, -"format".length)}" and materialize again.`,
  );
}

function infoField(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1];
}
