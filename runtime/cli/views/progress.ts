// How far something long has come: one line drawn over itself on a terminal, a line now and then elsewhere.
import type { TextStream } from "../invocation.ts";
import { duration } from "./numbers.ts";

const WIDTH = 24;
/** Milliseconds between two drawings on a terminal, and between two lines elsewhere. */
const DRAW_EVERY = 100;
const LINE_EVERY = 10_000;
const DEFAULT_COLUMNS = 80;

export class Progress {
  readonly #stream: TextStream;
  readonly #label: string;
  readonly #now: () => number;
  readonly #start: number;
  #last: number;
  #drawn = false;

  constructor(stream: TextStream, label: string, now: () => number) {
    this.#stream = stream;
    this.#label = label;
    this.#now = now;
    this.#start = now();
    this.#last = stream.isTTY === true ? 0 : this.#start;
  }

  /** `share` is 0 to 1; null where the end is not known. */
  update(share: number | null, message = ""): void {
    const now = this.#now();
    const terminal = this.#stream.isTTY === true;
    if (now - this.#last < (terminal ? DRAW_EVERY : LINE_EVERY)) return;
    this.#last = now;
    const percent = share === null ? "" : `${Math.floor(share * 100)} %`;
    const time = duration((now - this.#start) / 1000);
    if (!terminal) {
      this.#stream.write(
        `${[this.#label, percent, time, message].filter((part) => part !== "").join("  ")}\n`,
      );
      return;
    }
    const parts = [this.#label, share === null ? "" : bar(share), percent.padStart(5), time, message];
    const text = parts.filter((part) => part !== "").join("  ");
    this.#stream.write(`\r\u001B[2K${text.slice(0, (this.#stream.columns || DEFAULT_COLUMNS) - 1)}`);
    this.#drawn = true;
  }

  clear(): void {
    if (this.#drawn) this.#stream.write("\r\u001B[2K");
    this.#drawn = false;
  }
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
  return "█".repeat(full) + "░".repeat(WIDTH - full);
}
