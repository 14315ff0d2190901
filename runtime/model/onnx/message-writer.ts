// Writes protobuf messages field by field, without a schema.
import protobuf from "protobufjs/minimal.js";

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

export class MessageWriter {
  readonly #writer = protobuf.Writer.create();

  text(field: number, value: string): void {
    this.#tag(field, LENGTH_DELIMITED).string(value);
  }

  integer(field: number, value: number): void {
    this.#tag(field, VARINT).int64(value);
  }

  float(field: number, value: number): void {
    this.#tag(field, FIXED_32).float(value);
  }

  /** A packed repeated int64. */
  integers(field: number, values: Iterable<number>): void {
    const writer = this.#tag(field, LENGTH_DELIMITED).fork();
    for (const value of values) writer.int64(value);
    writer.ldelim();
  }

  /** A packed repeated float. */
  floats(field: number, values: Iterable<number>): void {
    const writer = this.#tag(field, LENGTH_DELIMITED).fork();
    for (const value of values) writer.float(value);
    writer.ldelim();
  }

  message(field: number, fill: (message: MessageWriter) => void): void {
    this.#tag(field, LENGTH_DELIMITED).fork();
    fill(this);
    this.#writer.ldelim();
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }

  #tag(field: number, wireType: number): protobuf.Writer {
    return this.#writer.uint32((field << 3) | wireType);
  }
}
