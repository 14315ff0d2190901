// Reads of one turn of the event loop as one MGET: the pointers that it relies on and the rows, in one reply.
import type { ActiveCut, ReadRequest, ReadResult, ViewVersion } from "../contract.ts";
import { OnlineStoreError } from "../online-store-error.ts";
import { activeCut, parsePointer } from "../pointer.ts";
import type { Connection } from "./connect.ts";
import type { ProjectKeys } from "./keys.ts";
import { CommandBytes, NO_PREFIX, sendRaw } from "./raw-command.ts";
import { redisError } from "./redis-error.ts";

/** Reads are joined up to this many rows; one read is never split, so that it sees one generation a view. */
const JOINED_ROWS = 1_000;
/** A pointer that moves in every round trip is no state to serve from. */
const ATTEMPTS = 8;

/** What a view version's rows are read by; `raw` is the pointer's text as the server last gave it. */
interface Served {
  readonly pointerKey: Buffer;
  raw: Buffer | null;
  known: boolean;
  active: ActiveCut | null;
  rowPrefix: Buffer;
}

interface Waiting {
  readonly requests: readonly ReadRequest[];
  readonly resolve: (results: readonly ReadResult[]) => void;
  readonly reject: (error: unknown) => void;
}

export class RedisReader {
  readonly #connection: Connection;
  readonly #keys: ProjectKeys;
  readonly #served = new Map<string, Served>();
  #waiting: Waiting[] = [];

  constructor(connection: Connection, keys: ProjectKeys) {
    this.#connection = connection;
    this.#keys = keys;
  }

  read(requests: readonly ReadRequest[]): Promise<readonly ReadResult[]> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.push({ requests, resolve, reject }) === 1) setImmediate(() => this.#send());
    });
  }

  #send(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    let joined: Waiting[] = [];
    let rows = 0;
    for (const each of waiting) {
      if (joined.length > 0 && rows + each.requests.length > JOINED_ROWS) {
        void this.#answer(joined);
        joined = [];
        rows = 0;
      }
      joined.push(each);
      rows += each.requests.length;
    }
    void this.#answer(joined);
  }

  async #answer(joined: readonly Waiting[]): Promise<void> {
    const requests =
      joined.length === 1 && joined[0] ? joined[0].requests : joined.flatMap((each) => each.requests);
    try {
      const results = await this.#results(requests);
      let start = 0;
      for (const { requests: own, resolve } of joined) {
        resolve(joined.length === 1 ? results : results.slice(start, start + own.length));
        start += own.length;
      }
    } catch (error) {
      const explained = redisError(error, this.#connection.place);
      for (const { reject } of joined) reject(explained);
    }
  }

  async #results(requests: readonly ReadRequest[]): Promise<readonly ReadResult[]> {
    const results = new Array<ReadResult>(requests.length);
    let open = requests.map((_, index) => index);
    for (let attempt = 0; open.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        throw new OnlineStoreError(
          "unavailable",
          `A view's pointer on the Redis server at ${this.#connection.place} moved ${ATTEMPTS} times during one read.`,
          "Ask again.",
        );
      }
      open = await this.#attempt(requests, open, results);
    }
    return results;
  }

  /** Fills in the results of those requests whose pointer stood still; answers the others. */
  async #attempt(
    requests: readonly ReadRequest[],
    open: readonly number[],
    results: ReadResult[],
  ): Promise<number[]> {
    const views = new Map<Served, { raw: Buffer | null; active: ActiveCut | null; rows: boolean }>();
    const served = open.map((index) => this.#servedOf((requests[index] as ReadRequest).version));
    for (const each of served) {
      if (!views.has(each))
        views.set(each, { raw: each.raw, active: each.active, rows: each.active !== null });
    }
    const { bytes, count } = encode(requests, open, served, [...views.keys()]);
    const reply = (await sendRaw(this.#connection.redis, "mget", bytes)) as readonly (Buffer | null)[];
    if (reply.length !== count) throw new Error(`MGET of ${count} keys answered ${reply.length}`);

    let at = 0;
    const still = new Set<Served>();
    for (const [view, asked] of views) {
      const raw = reply[at++] ?? null;
      // A first look at a view knows nothing: what it finds is news, unless it finds nothing.
      if (sameBytes(raw, asked.raw)) still.add(view);
      this.#learn(view, raw);
    }
    const moved: number[] = [];
    open.forEach((index, position) => {
      const view = served[position] as Served;
      const asked = views.get(view);
      const row = asked?.rows === true ? (reply[at++] ?? null) : null;
      if (still.has(view)) results[index] = { row, active: asked?.active ?? null };
      else moved.push(index);
    });
    return moved;
  }

  #learn(view: Served, raw: Buffer | null): void {
    if (view.known && sameBytes(raw, view.raw)) return;
    const pointer = raw === null ? null : parsePointer(raw.toString());
    view.known = true;
    view.raw = raw;
    view.active = pointer === null ? null : activeCut(pointer);
    view.rowPrefix = Buffer.from(pointer === null ? "" : this.#keys.rows(pointer.generation));
  }

  #servedOf(version: ViewVersion): Served {
    const name = `${version.view}:${version.fingerprint}`;
    let served = this.#served.get(name);
    if (served === undefined) {
      const pointerKey = Buffer.from(this.#keys.pointer(version));
      served = { pointerKey, raw: null, known: false, active: null, rowPrefix: Buffer.alloc(0) };
      this.#served.set(name, served);
    }
    return served;
  }
}

function encode(
  requests: readonly ReadRequest[],
  open: readonly number[],
  served: readonly Served[],
  views: readonly Served[],
): { readonly bytes: Buffer; readonly count: number } {
  let size = 0;
  let count = views.length;
  for (const view of views) size += view.pointerKey.length;
  open.forEach((index, position) => {
    const view = served[position] as Served;
    if (view.active === null) return;
    size += view.rowPrefix.length + (requests[index] as ReadRequest).key.length;
    count++;
  });
  const command = new CommandBytes("mget", count, size);
  for (const view of views) command.add(NO_PREFIX, view.pointerKey);
  open.forEach((index, position) => {
    const view = served[position] as Served;
    if (view.active !== null) command.add(view.rowPrefix, (requests[index] as ReadRequest).key);
  });
  return { bytes: command.bytes(), count };
}

function sameBytes(left: Buffer | null, right: Buffer | null): boolean {
  return left === null || right === null ? left === right : left.equals(right);
}
