// Drops generations that nothing points to, in bounded steps that do not hold the server up.
import type { Redis } from "ioredis";
import type { ViewVersion } from "../contract.ts";
import { parsePointer } from "../pointer.ts";
import type { ProjectKeys } from "./keys.ts";

const SCAN_COUNT = 2_000;

/** Of this view version: all but the served one, the one before it, and `keep`. Only under the view's lease. */
export async function sweep(
  redis: Redis,
  keys: ProjectKeys,
  version: ViewVersion,
  keep: string | null,
): Promise<void> {
  const [text, generations] = await Promise.all([
    redis.get(keys.pointer(version)),
    redis.hkeys(keys.generations(version)),
  ]);
  const pointer = text === null ? null : parsePointer(text);
  for (const generation of generations) {
    if (generation === keep || generation === pointer?.generation || generation === pointer?.previous)
      continue;
    await dropGeneration(redis, keys, version, generation);
  }
}

/** Killed half-way, it goes on from its record at the next sweep. */
export async function dropGeneration(
  redis: Redis,
  keys: ProjectKeys,
  version: ViewVersion,
  generation: string,
): Promise<void> {
  const pattern = keys.pattern(generation);
  let cursor = "0";
  do {
    const [next, found] = await redis.scanBuffer(cursor, "MATCH", pattern, "COUNT", SCAN_COUNT);
    if (found.length > 0) await redis.unlink(...found);
    cursor = next.toString();
  } while (cursor !== "0");
  await redis.hdel(keys.generations(version), generation);
}
