// What was logged and not sent yet: bounded, in order, one request after the other.
import { batchLength } from "./batch.ts";
import type { Entry } from "./contract.ts";
import { TrackingError } from "./tracking-error.ts";

/** Logging waits this long for company, in milliseconds. */
const LINGER_MS = 500;
const BATCH = 1000;

export interface SendQueueOptions {
  readonly send: (entries: readonly Entry[]) => Promise<void>;
  readonly onFailure: (error: Error) => void;
  /** Entries that are kept at most; from a tenth of them on, callers are asked to wait. */
  readonly capacity: number;
}

export class SendQueue {
  readonly #options: SendQueueOptions;
  readonly #entries: Entry[] = [];
  /** Those of the request that is under way. */
  #sending: readonly Entry[] = [];
  #working: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** One for all who wait: those who do not await their calls must not fill the memory with promises. */
  #room: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null;
  #refused = 0;

  constructor(options: SendQueueOptions) {
    this.#options = options;
  }

  /** Resolves when there is room for more. */
  push(entry: Entry): Promise<void> {
    if (this.#entries.length >= this.#options.capacity) {
      // Told once when it begins; how many it were is told when the queue is empty.
      if (this.#refused++ === 0) this.#start();
      return this.#whenRoom();
    }
    this.#entries.push(entry);
    if (this.#entries.length >= BATCH) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), LINGER_MS).unref();
    return this.#isCrowded() ? this.#whenRoom() : Promise.resolve();
  }

  /** Resolves when everything was sent or has failed. */
  async drain(): Promise<void> {
    this.#start();
    while (this.#working !== null) await this.#working;
  }

  /** What is not known to be stored. */
  unsent(): readonly Entry[] {
    return [...this.#sending, ...this.#entries];
  }

  #isCrowded(): boolean {
    return this.#entries.length > this.#options.capacity / 10;
  }

  #whenRoom(): Promise<void> {
    if (this.#room === null) {
      let resolve = (): void => {};
      const promise = new Promise<void>((done) => {
        resolve = done;
      });
      this.#room = { promise, resolve };
    }
    return this.#room.promise;
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#working ??= this.#work().finally(() => {
      this.#working = null;
      if (this.#entries.length > 0) this.#start();
    });
  }

  async #work(): Promise<void> {
    while (this.#entries.length > 0) {
      this.#sending = this.#entries.splice(0, batchLength(this.#entries));
      await this.#deliver(this.#sending);
      this.#sending = [];
      if (this.#isCrowded()) continue;
      this.#room?.resolve();
      this.#room = null;
    }
    if (this.#refused === 0) return;
    const message = `${this.#refused} values were logged faster than they could be sent, and are lost: await logMetric.`;
    this.#refused = 0;
    this.#options.onFailure(new TrackingError({ message }));
  }

  /** A batch is taken whole or not at all: where one entry is at fault, the others must not be lost with it. */
  async #deliver(entries: readonly Entry[]): Promise<void> {
    try {
      await this.#options.send(entries);
    } catch (error) {
      const refused = error instanceof TrackingError && error.status !== null && error.status < 500;
      if (!refused || entries.length === 1 || [401, 403, 404, 429].includes(error.status ?? 0)) {
        this.#options.onFailure(failureOf(error, entries));
        return;
      }
      const middle = entries.length >> 1;
      await this.#deliver(entries.slice(0, middle));
      await this.#deliver(entries.slice(middle));
    }
  }
}

function failureOf(error: unknown, entries: readonly Entry[]): Error {
  const [first] = entries;
  const what =
    entries.length === 1
      ? `${first?.kind} '${first?.key}'`
      : `${entries.length} values, from '${first?.key}' on,`;
  const { message, status, code } =
    error instanceof TrackingError ? error : { message: String(error), status: null, code: null };
  return new TrackingError(
    { message: `${what} could not be logged: ${message}`, status, code },
    { cause: error },
  );
}
