// Keeps what a command prints, in a file of bounded size: its beginning and its end.
import { closeSync, openSync, writeSync } from "node:fs";

export interface ConsoleLogOptions {
  readonly file: string;
  /** Bytes of the beginning, which goes to the file as it comes. */
  readonly head: number;
  /** Bytes of the end, which is held in memory until the command is done. */
  readonly tail: number;
}

export class ConsoleLog {
  readonly #file: number;
  readonly #options: ConsoleLogOptions;
  #head = 0;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;
  #leftOut = 0;

  constructor(options: ConsoleLogOptions) {
    this.#options = options;
    this.#file = openSync(options.file, "w");
  }

  write(chunk: Uint8Array): void {
    const room = Math.min(this.#options.head - this.#head, chunk.byteLength);
    if (room > 0) this.#append(chunk.subarray(0, room));
    this.#head += room;
    if (room === chunk.byteLength) return;
    const rest = chunk.subarray(room);
    // A copy: what is cut from a larger chunk would keep all of it in memory.
    this.#tail.push(Buffer.from(rest));
    this.#tailBytes += rest.byteLength;
    for (;;) {
      const first = this.#tail[0]?.byteLength ?? 0;
      if (this.#tail.length < 2 || this.#tailBytes - first < this.#options.tail) return;
      this.#tail.shift();
      this.#tailBytes -= first;
      this.#leftOut += first;
    }
  }

  /** Completes the file; returns how many bytes it lacks. */
  close(): number {
    const end = Buffer.concat(this.#tail);
    const cut = Math.max(0, end.byteLength - this.#options.tail);
    const leftOut = this.#leftOut + cut;
    if (leftOut > 0) this.#append(Buffer.from(`\n[bifold: ${leftOut} bytes left out here]\n`));
    this.#append(end.subarray(cut));
    this.#tail = [];
    closeSync(this.#file);
    return leftOut;
  }

  #append(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.byteLength; ) {
      written += writeSync(this.#file, bytes, written);
    }
  }
}
