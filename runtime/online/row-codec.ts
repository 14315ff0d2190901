// Stored rows as bytes: a columnar encoder of whole batches, and a decoder of one row for tools; see contract.ts.
import type { OnlineLayout } from "../../compiler/ir/plan.ts";
import type { ScalarKind, ScalarValue, Value } from "../../compiler/ir/value-type.ts";
import { add, type ColumnVector, isNullAt } from "./column-vector.ts";
import { listBytes, readList, writeList } from "./list-bytes.ts";

const ROW_FORMAT = 1;
const SLOT = 8;

export type RowEncoder = (columns: readonly ColumnVector[], rows: number) => readonly Uint8Array[];

/** An encoder of whole batches: `columns[i]` holds the values of slot i; the rows share one buffer. */
export function createRowEncoder(layout: OnlineLayout): RowEncoder {
  const head = headSize(layout);
  const size = head + layout.slots.length * SLOT;
  return (columns, rows) => {
    const ends = rowEnds(columns, rows, size);
    const buffer = Buffer.alloc(ends[rows - 1] ?? 0);
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    const starts = new Uint32Array(rows);
    for (let row = 1; row < rows; row++) starts[row] = ends[row - 1] as number;
    for (let row = 0; row < rows; row++) buffer[starts[row] as number] = ROW_FORMAT;
    const tail = starts.map((start) => start + size);
    columns.forEach((column, slot) => {
      markNulls(column, rows, buffer, starts, slot);
      const at = head + slot * SLOT;
      if (column.kind === "string") writeText(column, rows, buffer, starts, at, tail);
      else if (column.kind === "list") writeLists(column, rows, buffer, starts, at, tail);
      else writeNumbers(column, rows, view, starts, at);
    });
    const out = new Array<Uint8Array>(rows);
    for (let row = 0; row < rows; row++) out[row] = buffer.subarray(starts[row], ends[row]);
    return out;
  };
}

/** The values of a row, in the order of the layout's slots; throws on another format. */
export function decodeRow(layout: OnlineLayout, row: Uint8Array): readonly Value[] {
  const head = headSize(layout);
  if (row[0] !== ROW_FORMAT || row.byteLength < head + layout.slots.length * SLOT) {
    throw new Error(`a stored row of ${row.byteLength} bytes and format ${row[0]} does not fit its layout`);
  }
  const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
  return layout.slots.map((slot, index): Value => {
    if (((row[1 + (index >> 3)] as number) >> (index & 7)) & 1) return null;
    const at = head + index * SLOT;
    if (slot.kind === "string") {
      const start = row.byteOffset + view.getUint32(at, true);
      return Buffer.from(row.buffer, start, view.getUint32(at + 4, true)).toString();
    }
    if (slot.kind === "list") {
      return readList(view, view.getUint32(at, true), slot.element ?? "string", view.getUint32(at + 4, true));
    }
    const value = view.getFloat64(at, true);
    return slot.kind === "bool" ? value === 1 : value;
  });
}

/** Format byte and null bitmap. */
function headSize(layout: OnlineLayout): number {
  return 1 + Math.ceil(layout.slots.length / 8);
}

function rowEnds(columns: readonly ColumnVector[], rows: number, size: number): Uint32Array {
  const ends = new Uint32Array(rows).fill(size);
  for (const column of columns) {
    if (column.kind !== "string" && column.kind !== "list") continue;
    for (let row = 0; row < rows; row++) {
      if (isNullAt(column, row)) continue;
      const value = column.values[row] as string | readonly ScalarValue[];
      const bytes =
        typeof value === "string" ? Buffer.byteLength(value) : listBytes(elementOf(column), value);
      add(ends, row, bytes);
    }
  }
  for (let row = 1; row < rows; row++) add(ends, row, ends[row - 1] as number);
  return ends;
}

function markNulls(
  column: ColumnVector,
  rows: number,
  buffer: Buffer,
  starts: Uint32Array,
  slot: number,
): void {
  if (column.valid === null && column.kind !== "string" && column.kind !== "list") return;
  const byte = 1 + (slot >> 3);
  const bit = 1 << (slot & 7);
  for (let row = 0; row < rows; row++) {
    if (isNullAt(column, row)) add(buffer, (starts[row] as number) + byte, bit);
  }
}

type ListColumn = Extract<ColumnVector, { readonly kind: "list" }>;
type NumberColumn = Exclude<ColumnVector, { readonly kind: "string" | "list" }>;

function elementOf(column: ColumnVector): ScalarKind {
  return column.kind === "list" ? column.element : column.kind;
}

function writeNumbers(
  column: NumberColumn,
  rows: number,
  view: DataView,
  starts: Uint32Array,
  at: number,
): void {
  const { values, valid } = column;
  for (let row = 0; row < rows; row++) {
    if (valid === null || valid[row] !== 0)
      view.setFloat64((starts[row] as number) + at, values[row] as number, true);
  }
}

/** `tail[row]` is where the row's next string or list goes. */
function writeLists(
  column: ListColumn,
  rows: number,
  buffer: Buffer,
  starts: Uint32Array,
  at: number,
  tail: Uint32Array,
): void {
  for (let row = 0; row < rows; row++) {
    const items = column.values[row];
    if (items === null || items === undefined) continue;
    const start = starts[row] as number;
    const from = tail[row] as number;
    buffer.writeUInt32LE(from - start, start + at);
    buffer.writeUInt32LE(items.length, start + at + 4);
    tail[row] = writeList(buffer, from, column.element, items);
  }
}

/** `text[row]` is where the row's next string or list goes. */
function writeText(
  column: Extract<ColumnVector, { readonly kind: "string" }>,
  rows: number,
  buffer: Buffer,
  starts: Uint32Array,
  at: number,
  text: Uint32Array,
): void {
  for (let row = 0; row < rows; row++) {
    if (isNullAt(column, row)) continue;
    const start = starts[row] as number;
    const from = text[row] as number;
    const bytes = buffer.write(column.values[row] as string, from);
    buffer.writeUInt32LE(from - start, start + at);
    buffer.writeUInt32LE(bytes, start + at + 4);
    text[row] = from + bytes;
  }
}
