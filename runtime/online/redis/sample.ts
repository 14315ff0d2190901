// What a row takes on the server, by asking it for a few.
import type { Redis } from "ioredis";

const KEPT = 100;

/** The first keys of every write, up to a limit. */
export class Sample {
  readonly keys: Uint8Array[] = [];

  add(keys: readonly Uint8Array[]): void {
    for (const key of keys) {
      if (this.keys.length >= KEPT) return;
      this.keys.push(Uint8Array.from(key));
    }
  }
}

/** Mean bytes of the sampled keys, names and overhead included. */
export async function bytesAKey(redis: Redis, prefix: Buffer, keys: readonly Uint8Array[]): Promise<number> {
  if (keys.length === 0) return 0;
  const sizes = await Promise.all(keys.map((key) => redis.memory("USAGE", Buffer.concat([prefix, key]))));
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) / keys.length;
}
