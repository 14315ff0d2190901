// Entity keys as bytes, column by column for writers and one at a time for readers; the layout stands in contract.ts.
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import { add, type ColumnVector, isNullAt } from "./column-vector.ts";

const TWO_32 = 4_294_967_296;
const SIGN = 0x80000000;

export type KeyEncoder = (columns: readonly ColumnVector[], rows: number) => readonly Uint8Array[];

/** An encoder of whole batches: `columns[i]` holds the values of `fields[i]`; the keys share one buffer. */
export function createKeyEncoder(fields: readonly Field[]): KeyEncoder {
  for (const field of fields) requireKeyKind(field);
  return (columns, rows) => {
    const ends = keyEnds(fields, columns, rows);
    const buffer = Buffer.allocUnsafe(ends[rows - 1] ?? 0);
    const at = new Uint32Array(rows);
    for (let row = 1; row < rows; row++) at[row] = ends[row - 1] as number;
    columns.forEach((column) => {
      writeColumn(column, rows, buffer, at);
    });
    const keys = new Array<Uint8Array>(rows);
    let start = 0;
    for (let row = 0; row < rows; row++) {
      const end = ends[row] as number;
      keys[row] = buffer.subarray(start, end);
      start = end;
    }
    return keys;
  };
}

/** One key's bytes; `values[i]` belongs to `fields[i]`. Throws on null: a null key has no entity. */
export function encodeKey(fields: readonly Field[], values: readonly Value[]): Uint8Array {
  const columns = fields.map((field, index): ColumnVector => {
    const value = values[index] ?? null;
    if (value === null) throw new Error(`key '${field.name}' is null`);
    if (field.type.kind === "string") return { kind: "string", values: [String(value)], valid: null };
    if (field.type.kind === "bool")
      return { kind: "bool", values: Uint8Array.of(Number(value)), valid: null };
    return { kind: "int64", values: Float64Array.of(Number(value)), valid: null };
  });
  return createKeyEncoder(fields)(columns, 1)[0] ?? new Uint8Array();
}

/** The values of a key, in the order of `fields`. */
export function decodeKey(fields: readonly Field[], key: Uint8Array): readonly Value[] {
  const view = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  let at = 0;
  return fields.map((field): Value => {
    if (field.type.kind === "string") {
      const start = at + 4;
      at = start + view.readUInt32BE(at);
      return view.toString("utf8", start, at);
    }
    if (field.type.kind === "bool") return view[at++] === 1;
    const value = ((view.readUInt32BE(at) ^ SIGN) | 0) * TWO_32 + view.readUInt32BE(at + 4);
    at += 8;
    return value;
  });
}

function requireKeyKind(field: Field): void {
  if (["float64", "list", "null"].includes(field.type.kind)) {
    throw new Error(`key '${field.name}' is ${field.type.kind}: equal values need not have equal bytes`);
  }
}

function keyEnds(fields: readonly Field[], columns: readonly ColumnVector[], rows: number): Uint32Array {
  const ends = new Uint32Array(rows);
  columns.forEach((column, index) => {
    for (let row = 0; row < rows; row++) {
      if (isNullAt(column, row))
        throw new Error(`key '${fields[index]?.name}' is null in row ${row} of a batch`);
    }
    if (column.kind === "string") {
      for (let row = 0; row < rows; row++)
        add(ends, row, 4 + Buffer.byteLength(column.values[row] as string));
    } else {
      const width = column.kind === "bool" ? 1 : 8;
      for (let row = 0; row < rows; row++) add(ends, row, width);
    }
  });
  for (let row = 1; row < rows; row++) add(ends, row, ends[row - 1] as number);
  return ends;
}

/** Writes each row's value at `at[row]` and moves `at[row]` behind it. */
function writeColumn(column: ColumnVector, rows: number, buffer: Buffer, at: Uint32Array): void {
  for (let row = 0; row < rows; row++) {
    const start = at[row] as number;
    if (column.kind === "list") throw new Error("a list is no key");
    if (column.kind === "string") {
      const bytes = buffer.write(column.values[row] as string, start + 4);
      buffer.writeUInt32BE(bytes, start);
      at[row] = start + 4 + bytes;
    } else if (column.kind === "bool") {
      buffer[start] = column.values[row] as number;
      at[row] = start + 1;
    } else {
      const value = column.values[row] as number;
      const high = Math.floor(value / TWO_32);
      buffer.writeUInt32BE((high ^ SIGN) >>> 0, start);
      buffer.writeUInt32BE(value - high * TWO_32, start + 4);
      at[row] = start + 8;
    }
  }
}
