// Fills one generation of an LMDB store in bounded transactions, while the lease is kept alive.
import type { ActiveCut, BeginOptions, GenerationWriter, ViewVersion } from "../contract.ts";
import { type Lease, leaseLost, RENEW_MS } from "../lease.ts";
import { activeCut, nextPointer, requireLaterCut } from "../pointer.ts";
import { type Tree, rowKey } from "./environment.ts";
import {
  entryBytes,
  leaseOf,
  pointerOf,
  putGeneration,
  putLease,
  putPointer,
  removeLease,
} from "./records.ts";
import { dropGeneration, sweep } from "./sweep.ts";
import { watched, writeError } from "./write-error.ts";

const BATCH_ROWS = 16_384;
const BATCH_BYTES = 8 * 1024 * 1024;
/** Transactions that are written by LMDB's thread while the next one is collected. */
const IN_FLIGHT = 2;

export interface GenerationStart {
  readonly version: ViewVersion;
  readonly cut: number;
  readonly options: BeginOptions;
  readonly lease: Lease;
  readonly id: number;
}

export class LmdbGenerationWriter implements GenerationWriter {
  readonly #tree: Tree;
  readonly #start: GenerationStart;
  readonly #now: () => number;
  readonly #renewal: NodeJS.Timeout;
  readonly #inFlight: Promise<unknown>[] = [];
  #keys: Uint8Array[] = [];
  #rows: Uint8Array[] = [];
  #pendingBytes = 0;
  #bytes = 0;
  #count = 0;
  #lost = false;

  constructor(tree: Tree, start: GenerationStart, now: () => number) {
    this.#tree = tree;
    this.#start = start;
    this.#now = now;
    this.#renewal = setInterval(() => void this.#renew(), RENEW_MS);
    this.#renewal.unref();
  }

  async write(keys: readonly Uint8Array[], rows: readonly Uint8Array[]): Promise<void> {
    if (this.#lost) throw leaseLost(this.#start.version);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as Uint8Array;
      const row = rows[index] as Uint8Array;
      this.#keys.push(key);
      this.#rows.push(row);
      this.#pendingBytes += entryBytes(key, row);
      if (this.#keys.length >= BATCH_ROWS || this.#pendingBytes >= BATCH_BYTES) await this.#flush();
    }
  }

  async commit(): Promise<ActiveCut> {
    const { version, cut, options, id } = this.#start;
    await this.#flush();
    await this.#drain();
    const pointer = await this.#guarded(() =>
      this.#tree.transaction(() => {
        this.#requireLease();
        const current = pointerOf(this.#tree, version);
        requireLaterCut(version.view, cut, current, options);
        const next = nextPointer(current, String(id), cut, this.#count, options);
        putPointer(this.#tree, version, next);
        return next;
      }),
    );
    await this.#tree.flushed;
    this.#tree.resetReadTxn();
    await this.#guarded(() => sweep(this.#tree, version, null));
    await this.#release();
    return activeCut(pointer);
  }

  async abort(): Promise<void> {
    this.#keys = [];
    this.#rows = [];
    await this.#drain().catch(() => {
      // What could not be written need not be dropped.
    });
    await dropGeneration(this.#tree, this.#start.id);
    await this.#release();
  }

  /** Sorted, because neighbours in one page are written once. */
  async #flush(): Promise<void> {
    const keys = this.#keys;
    const rows = this.#rows;
    if (keys.length === 0) return;
    this.#keys = [];
    this.#rows = [];
    this.#bytes += this.#pendingBytes;
    this.#count += keys.length;
    this.#pendingBytes = 0;
    const { id, version, cut } = this.#start;
    let last: Promise<unknown> | null = null;
    const batch: Promise<unknown>[] = [];
    for (const index of orderOf(keys)) {
      const written = this.#tree.put(rowKey(id, keys[index] as Uint8Array), rows[index] as Uint8Array);
      // One promise a transaction, given again for each of its rows.
      if (written !== last) batch.push(watched(written));
      last = written;
    }
    batch.push(watched(putGeneration(this.#tree, id, { ...version, cut, bytes: this.#bytes })));
    this.#inFlight.push(watched(Promise.all(batch)));
    if (this.#inFlight.length > IN_FLIGHT) await this.#guarded(async () => this.#inFlight.shift());
  }

  async #drain(): Promise<void> {
    await this.#guarded(() => Promise.all(this.#inFlight.splice(0)));
  }

  async #renew(): Promise<void> {
    try {
      await this.#tree.transaction(() => {
        this.#requireLease();
        putLease(this.#tree, this.#start.version, this.#start.lease, this.#now());
      });
    } catch {
      this.#lost = true;
    }
  }

  async #release(): Promise<void> {
    clearInterval(this.#renewal);
    const { version, lease } = this.#start;
    await this.#tree.transaction(() => {
      if (leaseOf(this.#tree, version)?.token === lease.token) removeLease(this.#tree, version);
    });
  }

  #requireLease(): void {
    const { version, lease } = this.#start;
    if (leaseOf(this.#tree, version)?.token !== lease.token) throw leaseLost(version);
  }

  async #guarded<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw await writeError(error);
    }
  }
}

/** Indexes in key order; batches of a sorted stream are so already. */
function orderOf(keys: readonly Uint8Array[]): Uint32Array {
  const order = Uint32Array.from(keys, (_, index) => index);
  const compare = (left: number, right: number): number =>
    Buffer.compare(keys[left] as Uint8Array, keys[right] as Uint8Array);
  for (let index = 1; index < keys.length; index++) {
    if (compare(index - 1, index) > 0) return order.sort(compare);
  }
  return order;
}
