// The three steps that must happen at once on the server; each answers what it found.
import type { Redis } from "ioredis";

/** Takes a lease over from a holder that is known to be gone. */
const TAKE_OVER = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/** Renews (ARGV[2] > 0) or gives back (0) a lease, if it is still ours. */
const HOLD = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if tonumber(ARGV[2]) > 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) else redis.call('DEL', KEYS[1]) end
return 1`;

/** Moves a pointer from the value that was read; sent twice, it answers the same. */
const MOVE = `
local current = redis.call('GET', KEYS[1])
if current == ARGV[2] then return 'moved' end
if redis.call('GET', KEYS[2]) ~= ARGV[3] then return 'lost' end
if (current or '') ~= ARGV[1] then return 'changed' end
redis.call('SET', KEYS[1], ARGV[2])
redis.call('HSET', KEYS[3], ARGV[4], ARGV[5])
return 'moved'`;

export async function takeOver(
  redis: Redis,
  lease: string,
  from: string,
  to: string,
  ms: number,
): Promise<boolean> {
  return (await redis.eval(TAKE_OVER, 1, lease, from, to, ms)) === 1;
}

/** False where the lease is another's by now. `ms` 0 gives it back. */
export async function hold(redis: Redis, lease: string, value: string, ms: number): Promise<boolean> {
  return (await redis.eval(HOLD, 1, lease, value, ms)) === 1;
}

export interface PointerMove {
  readonly keys: { readonly pointer: string; readonly lease: string; readonly generations: string };
  /** Null: there was none. */
  readonly from: string | null;
  readonly to: string;
  readonly lease: string;
  readonly generation: string;
  readonly record: string;
}

export async function movePointer(redis: Redis, move: PointerMove): Promise<"moved" | "lost" | "changed"> {
  const { keys, from, to, lease, generation, record } = move;
  const args = [keys.pointer, keys.lease, keys.generations, from ?? "", to, lease, generation, record];
  return (await redis.eval(MOVE, 3, ...args)) as "moved" | "lost" | "changed";
}
