// The log of served predictions: taken off the hot path into a bounded queue, written in batches, a file at a time.
import { appendFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { PredictionSink, ServedPredictions } from "../serving/contract.ts";
import { predictionLines } from "./prediction-lines.ts";

export interface PredictionLogOptions {
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of what was lost, and why. */
  readonly report: (text: string) => void;
  readonly limits?: Partial<LogLimits>;
}

export interface LogLimits {
  /** Predictions that wait to be written; further ones are dropped and counted. */
  readonly queuedRows: number;
  readonly flushMs: number;
  /** Of one file; then the next one is begun. */
  readonly fileBytes: number;
  /** Of a deployment's files: beyond it the oldest go. */
  readonly totalBytes: number;
}

export const DEFAULT_LOG_LIMITS: LogLimits = {
  queuedRows: 100_000,
  flushMs: 1_000,
  fileBytes: 64 * 2 ** 20,
  totalBytes: 4 * 2 ** 30,
};

const HOUR = 3_600_000;

interface LogFile {
  readonly path: string;
  readonly startedAt: number;
  bytes: number;
}

/** Files are `<folder>/<deployment>/<time>-<process>-<number>.ndjson`. */
export class PredictionLog implements PredictionSink {
  readonly #options: PredictionLogOptions;
  readonly #limits: LogLimits;
  readonly #files = new Map<string, LogFile>();
  #queue: ServedPredictions[] = [];
  #queued = 0;
  #dropped = 0;
  #begun = 0;
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: PredictionLogOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LOG_LIMITS, ...options.limits };
  }

  /** Predictions that were not logged since the log was opened. */
  get dropped(): number {
    return this.#dropped;
  }

  take(served: ServedPredictions): void {
    const rows = served.requests.length;
    if (this.#closed || this.#queued + rows > this.#limits.queuedRows) {
      if (this.#dropped === 0)
        this.#options.report("Predictions come faster than they can be logged: some are left out.");
      this.#dropped += rows;
      return;
    }
    this.#queue.push(served);
    this.#queued += rows;
    this.#timer ??= setTimeout(() => void this.flush(), this.#limits.flushMs).unref();
  }

  /** Resolves when all that was taken is in files. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const batch = this.#queue;
    this.#queue = [];
    this.#writing = this.#writing.then(() => this.#write(batch));
    return this.#writing;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
  }

  async #write(batch: readonly ServedPredictions[]): Promise<void> {
    const byDeployment = new Map<string, ServedPredictions[]>();
    for (const served of batch) {
      const { name } = served.deployment;
      const before = byDeployment.get(name);
      if (before === undefined) byDeployment.set(name, [served]);
      else before.push(served);
    }
    for (const [deployment, served] of byDeployment) {
      const rows = served.reduce((sum, each) => sum + each.requests.length, 0);
      try {
        await this.#append(deployment, predictionLines(served, this.#options.now()));
      } catch (error) {
        // A full disk must not stop serving: the predictions are lost, and that is said.
        this.#dropped += rows;
        this.#files.delete(deployment);
        const why = error instanceof Error ? error.message : String(error);
        this.#options.report(`${rows} predictions of ${deployment} could not be logged: ${why}`);
      } finally {
        this.#queued -= rows;
      }
    }
  }

  async #append(deployment: string, text: string): Promise<void> {
    const bytes = Buffer.byteLength(text);
    const now = this.#options.now();
    let file = this.#files.get(deployment);
    if (file === undefined || file.bytes + bytes > this.#limits.fileBytes || now - file.startedAt > HOUR) {
      const folder = path.join(this.#options.folder, deployment);
      await mkdir(folder, { recursive: true });
      await removeOldest(folder, this.#limits.totalBytes - this.#limits.fileBytes);
      const time = new Date(now).toISOString().replaceAll(/[:.]/g, "-");
      const name = `${time}-${process.pid}-${this.#begun++}.ndjson`;
      file = { path: path.join(folder, name), startedAt: now, bytes: 0 };
      this.#files.set(deployment, file);
    }
    file.bytes += bytes;
    await appendFile(file.path, text);
  }
}

/** Names begin with times, so the oldest come first. */
async function removeOldest(folder: string, most: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ndjson")).sort();
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(path.join(folder, name)).catch(() => null))?.size ?? 0),
  );
  let total = sizes.reduce((sum, size) => sum + size, 0);
  for (const [index, name] of names.entries()) {
    if (total <= most) break;
    await rm(path.join(folder, name), { force: true });
    total -= sizes[index] ?? 0;
  }
}
