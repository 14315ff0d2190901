// Lists within stored rows: how many bytes their items take, writing and reading them; see contract.ts.
import type { ScalarKind, ScalarValue } from "../../compiler/ir/value-type.ts";

/** Bytes that the items take. */
export function listBytes(element: ScalarKind, items: readonly ScalarValue[]): number {
  if (element === "bool") return items.length;
  if (element !== "string") return items.length * 8;
  return items.reduce<number>((sum, item) => sum + 4 + Buffer.byteLength(item as string), 0);
}

/** Writes the items from `at` on; answers the place behind them. */
export function writeList(
  buffer: Buffer,
  at: number,
  element: ScalarKind,
  items: readonly ScalarValue[],
): number {
  if (element === "bool") {
    for (let item = 0; item < items.length; item++) buffer[at + item] = items[item] === true ? 1 : 0;
    return at + items.length;
  }
  if (element !== "string") {
    for (let item = 0; item < items.length; item++)
      buffer.writeDoubleLE(items[item] as number, at + item * 8);
    return at + items.length * 8;
  }
  let end = at + items.length * 4;
  for (let item = 0; item < items.length; item++) {
    const bytes = buffer.write(items[item] as string, end);
    buffer.writeUInt32LE(bytes, at + item * 4);
    end += bytes;
  }
  return end;
}

/** So many items from `at` on. */
export function readList(
  bytes: DataView,
  at: number,
  element: ScalarKind,
  count: number,
): readonly ScalarValue[] {
  if (element === "bool") return Array.from({ length: count }, (_, item) => bytes.getUint8(at + item) === 1);
  if (element !== "string") {
    return Array.from({ length: count }, (_, item) => bytes.getFloat64(at + item * 8, true));
  }
  let start = bytes.byteOffset + at + count * 4;
  return Array.from({ length: count }, (_, item) => {
    const length = bytes.getUint32(at + item * 4, true);
    const text = Buffer.from(bytes.buffer, start, length).toString();
    start += length;
    return text;
  });
}
