// Commands of many keys as bytes that ioredis sends as they are: its own encoder costs more than the server does.
import { Command, type Redis } from "ioredis";

class RawCommand extends Command {
  readonly #bytes: Buffer;

  constructor(name: string, bytes: Buffer) {
    super(name, [], {});
    this.#bytes = bytes;
  }

  override toWritable(): Buffer {
    return this.#bytes;
  }
}

export function sendRaw(redis: Redis, name: string, bytes: Buffer): Promise<unknown> {
  return redis.sendCommand(new RawCommand(name, bytes)) as Promise<unknown>;
}

export const NO_PREFIX = new Uint8Array();
/** "$", up to ten digits and two line ends, beside the bytes themselves. */
const FRAME = 16;
const LINE_END = 0x0a0d;

/** Writes one command of known arguments in the server's protocol. */
export class CommandBytes {
  readonly #buffer: Buffer;
  #at: number;

  constructor(name: string, args: number, bytes: number) {
    const head = `*${args + 1}\r\n$${name.length}\r\n${name}\r\n`;
    this.#buffer = Buffer.allocUnsafe(head.length + bytes + args * FRAME);
    this.#at = this.#buffer.write(head, "latin1");
  }

  /** One argument: a prefix that many share, and the rest. */
  add(prefix: Uint8Array, rest: Uint8Array): void {
    const buffer = this.#buffer;
    const length = prefix.length + rest.length;
    buffer[this.#at++] = 0x24;
    this.#at = writeDecimal(buffer, this.#at, length);
    this.#lineEnd();
    buffer.set(prefix, this.#at);
    buffer.set(rest, this.#at + prefix.length);
    this.#at += length;
    this.#lineEnd();
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#at);
  }

  #lineEnd(): void {
    this.#at = this.#buffer.writeUInt16LE(LINE_END, this.#at);
  }
}

function writeDecimal(buffer: Buffer, start: number, value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits++;
  let rest = value;
  for (let at = start + digits - 1; at >= start; at--) {
    buffer[at] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return start + digits;
}
