// Fills one generation on a Redis server with MSETs of bounded size, while the lease is kept alive.
import type { ActiveCut, BeginOptions, GenerationWriter, ViewVersion } from "../contract.ts";
import { LEASE_MS, leaseLost, RENEW_MS } from "../lease.ts";
import { activeCut, nextPointer, parsePointer, pointerText, requireLaterCut } from "../pointer.ts";
import type { Connection } from "./connect.ts";
import type { ProjectKeys } from "./keys.ts";
import { CommandBytes, NO_PREFIX, sendRaw } from "./raw-command.ts";
import { redisError } from "./redis-error.ts";
import { hold, movePointer } from "./scripts.ts";
import { serverRun } from "./server.ts";
import { bytesAKey, Sample } from "./sample.ts";
import { dropGeneration, sweep } from "./sweep.ts";

const BATCH_ROWS = 1_000;
const BATCH_BYTES = 1024 * 1024;
const IN_FLIGHT = 8;
/** Someone else may move the pointer between our look and our move (a step back, by hand). */
const MOVES = 5;

export interface GenerationStart {
  readonly version: ViewVersion;
  readonly cut: number;
  readonly options: BeginOptions;
  /** The lease's value on the server. */
  readonly lease: string;
  readonly generation: string;
  /** The server's run, which must be the same at commit. */
  readonly run: string;
}

export class RedisGenerationWriter implements GenerationWriter {
  readonly #connection: Connection;
  readonly #keys: ProjectKeys;
  readonly #start: GenerationStart;
  readonly #prefix: Buffer;
  readonly #renewal: NodeJS.Timeout;
  readonly #inFlight: Promise<unknown>[] = [];
  readonly #sample = new Sample();
  #count = 0;
  #lost = false;

  constructor(connection: Connection, keys: ProjectKeys, start: GenerationStart) {
    this.#connection = connection;
    this.#keys = keys;
    this.#start = start;
    this.#prefix = Buffer.from(keys.rows(start.generation));
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS);
    this.#renewal.unref();
  }

  async write(keys: readonly Uint8Array[], rows: readonly Uint8Array[]): Promise<void> {
    let start = 0;
    while (start < keys.length) {
      if (this.#lost) throw leaseLost(this.#start.version);
      const { end, bytes } = this.#batchFrom(keys, rows, start);
      const command = new CommandBytes("mset", 2 * (end - start), bytes);
      for (let index = start; index < end; index++) {
        command.add(this.#prefix, keys[index] as Uint8Array);
        command.add(NO_PREFIX, rows[index] as Uint8Array);
      }
      const sent = sendRaw(this.#connection.redis, "mset", command.bytes());
      sent.catch(() => {
        // Awaited later; until then it must not count as unhandled.
      });
      this.#inFlight.push(sent);
      if (this.#inFlight.length >= IN_FLIGHT) await this.#guarded(async () => this.#inFlight.shift());
      start = end;
    }
    this.#sample.add(keys);
    this.#count += keys.length;
  }

  async commit(): Promise<ActiveCut> {
    const { redis } = this.#connection;
    const { version } = this.#start;
    return this.#guarded(async () => {
      await Promise.all(this.#inFlight.splice(0));
      // A server that came back, or another in its place, may not have all rows.
      if ((await serverRun(redis)) !== this.#start.run) throw leaseLost(version);
      const active = await this.#move();
      await sweep(redis, this.#keys, version, null);
      await this.#release();
      return active;
    });
  }

  async abort(): Promise<void> {
    await Promise.allSettled(this.#inFlight.splice(0));
    await this.#guarded(async () => {
      await dropGeneration(this.#connection.redis, this.#keys, this.#start.version, this.#start.generation);
      await this.#release();
    });
  }

  async #move(): Promise<ActiveCut> {
    const { redis } = this.#connection;
    const { version, cut, options, lease, generation } = this.#start;
    const keys = {
      pointer: this.#keys.pointer(version),
      lease: this.#keys.lease(version),
      generations: this.#keys.generations(version),
    };
    const bytes = Math.round((await bytesAKey(redis, this.#prefix, this.#sample.keys)) * this.#count);
    for (let attempt = 0; attempt < MOVES; attempt++) {
      const from = await redis.get(keys.pointer);
      const current = from === null ? null : parsePointer(from);
      requireLaterCut(version.view, cut, current, options);
      const next = nextPointer(current, generation, cut, this.#count, options);
      const record = JSON.stringify({ cut, bytes });
      const outcome = await movePointer(redis, {
        keys,
        from,
        to: pointerText(next),
        lease,
        generation,
        record,
      });
      if (outcome === "moved") return activeCut(next);
      if (outcome === "lost") break;
    }
    throw leaseLost(version);
  }

  /** One batch ends at its row or byte limit, whichever is first, and holds at least one row. */
  #batchFrom(
    keys: readonly Uint8Array[],
    rows: readonly Uint8Array[],
    start: number,
  ): { end: number; bytes: number } {
    let bytes = 0;
    let end = start;
    while (end < keys.length && end - start < BATCH_ROWS && bytes < BATCH_BYTES) {
      bytes += this.#prefix.length + (keys[end] as Uint8Array).length + (rows[end] as Uint8Array).length;
      end++;
    }
    return { end, bytes };
  }

  async #renew(): Promise<void> {
    const { version, lease } = this.#start;
    const ours = await hold(this.#connection.redis, this.#keys.lease(version), lease, LEASE_MS).catch(
      () => true,
    );
    if (!ours) this.#lost = true;
  }

  async #release(): Promise<void> {
    clearInterval(this.#renewal);
    const { version, lease } = this.#start;
    await hold(this.#connection.redis, this.#keys.lease(version), lease, 0);
  }

  async #guarded<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw redisError(error, this.#connection.place);
    }
  }
}
