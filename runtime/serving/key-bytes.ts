// Writers of key bytes, called by generated `keyOf` functions; the layout stands in runtime/online/contract.ts.

/** Bytes of uninitialised memory, to be filled to the end. */
export function newKey(bytes: number): Buffer {
  return Buffer.allocUnsafe(bytes);
}

/** How many bytes `putString` takes. */
export function stringBytes(text: string): number {
  return 4 + Buffer.byteLength(text);
}

/** Each writer answers the offset after what it wrote. */
export function putString(key: Buffer, at: number, text: string): number {
  const bytes = key.write(text, at + 4);
  key.writeUInt32BE(bytes, at);
  return at + 4 + bytes;
}

/** Safe integers and timestamps: big-endian two's complement with the sign bit flipped, so bytes sort as numbers. */
export function putInt64(key: Buffer, at: number, value: number): number {
  const high = Math.floor(value / 4_294_967_296);
  key.writeUInt32BE((high ^ 0x80000000) >>> 0, at);
  key.writeUInt32BE(value - high * 4_294_967_296, at + 4);
  return at + 8;
}

export function putBool(key: Buffer, at: number, value: boolean): number {
  key[at] = value ? 1 : 0;
  return at + 1;
}
