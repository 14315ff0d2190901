// DuckDB chunks as columnar batches: typed arrays, never row objects.
import {
  type DuckDBDataChunk,
  type DuckDBDecimalType,
  DuckDBListVector,
  type DuckDBVector,
} from "@duckdb/node-api";
import type { ScalarValue } from "../../compiler/ir/value-type.ts";
import type { Batch, Column } from "./contract.ts";

/** Numeric vectors keep their values and validity in these fields, which the package's types hide. */
interface RawVector<Items> {
  readonly items: Items;
  /** Decimals and texts keep bytes. */
  readonly dataView: DataView;
  readonly validity: { readonly data: BigUint64Array | null; readonly offset: number };
}

type ScalarColumn = Exclude<Column, { readonly kind: "list" }>;

const LOW_WORD = 4_294_967_296;
/** Of a text in a vector. */
const TEXT_BYTES = 16;
const MARK = "\ufeff";
/** In UTF-8, little-endian. */
const MARK_BYTES = 0xbfbbef;

export function readBatch(chunk: DuckDBDataChunk, names: readonly string[]): Batch {
  const columns = names.map((_, index) => readColumn(chunk.getColumnVector(index), chunk.rowCount));
  return { rows: chunk.rowCount, names, columns };
}

function readColumn(vector: DuckDBVector, rows: number): Column {
  return vector instanceof DuckDBListVector ? readLists(vector, rows) : readScalars(vector, rows);
}

function readScalars(vector: DuckDBVector, rows: number): ScalarColumn {
  const type = vector.type.toString();
  if (type === "DOUBLE") {
    const { items, validity } = vector as unknown as RawVector<Float64Array>;
    return { kind: "float64", values: items.slice(0, rows), valid: validBytes(validity, rows) };
  }
  if (type === "FLOAT" || type === "INTEGER") {
    const { items, validity } = vector as unknown as RawVector<Float32Array | Int32Array>;
    const kind = type === "FLOAT" ? "float64" : "int64";
    return { kind, values: Float64Array.from(items.subarray(0, rows)), valid: validBytes(validity, rows) };
  }
  if (type === "BIGINT" || type === "TIMESTAMP") {
    const { items, validity } = vector as unknown as RawVector<BigInt64Array>;
    const kind = type === "BIGINT" ? "int64" : "timestamp";
    return { kind, values: safeIntegers(items, rows), valid: validBytes(validity, rows) };
  }
  if (type.startsWith("DECIMAL(")) {
    const { dataView, validity } = vector as unknown as RawVector<unknown>;
    const values = readUnits(dataView, rows, (vector.type as DuckDBDecimalType).width);
    return { kind: "decimal", values, valid: validBytes(validity, rows) };
  }
  if (type === "BOOLEAN") {
    const valid = new Uint8Array(rows);
    const values = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const item = vector.getItem(row);
      valid[row] = item === null ? 0 : 1;
      values[row] = item === true ? 1 : 0;
    }
    return { kind: "bool", values, valid };
  }
  if (type === "VARCHAR") {
    return { kind: "string", values: readTexts(vector, rows), valid: null };
  }
  throw new Error(`a result column has the type ${type}, which no feature has`);
}

/** The package decodes texts by a decoder that drops a byte order mark at their beginning: it is put back. */
function readTexts(vector: DuckDBVector, rows: number): readonly (string | null)[] {
  const { dataView } = vector as unknown as RawVector<unknown>;
  return Array.from({ length: rows }, (_, row) => {
    const text = vector.getItem(row) as string | null;
    return text !== null && beginsWithMark(dataView, row * TEXT_BYTES) ? `${MARK}${text}` : text;
  });
}

/** An entry has its length in bytes, then the first four of them, also where the others are elsewhere. */
function beginsWithMark(entries: DataView, at: number): boolean {
  return entries.getUint32(at, true) >= 3 && (entries.getUint32(at + 4, true) & 0xffffff) === MARK_BYTES;
}

/** The items of all rows are read at once; each row then takes its own. */
function readLists(vector: DuckDBListVector, rows: number): Column {
  const { validity } = vector as unknown as RawVector<unknown>;
  const items = readScalars(vector.childVector, vector.childVector.itemCount);
  const valid = validBytes(validity, rows);
  const values = new Array<readonly ScalarValue[] | null>(rows).fill(null);
  for (let row = 0; row < rows; row++) {
    if (valid !== null && valid[row] === 0) continue;
    values[row] = itemsOf(items, vector.getEntryOffset(row), vector.getEntryLength(row));
  }
  return { kind: "list", element: items.kind, values, valid: null };
}

/** Items that no row has may be null: the vector of a filtered result keeps those of the rows that it left out. */
function itemsOf(
  { kind, values, valid }: ScalarColumn,
  first: number,
  count: number,
): readonly ScalarValue[] {
  const items = new Array<ScalarValue>(count);
  for (let at = 0; at < count; at++) {
    const item = values[first + at] ?? null;
    if (item === null || (valid !== null && valid[first + at] === 0)) {
      throw new Error("a list of a result has an item that is null, which no feature has");
    }
    items[at] = kind === "bool" ? item === 1 : item;
  }
  return items;
}

/** As wide as the decimal's width needs. */
function readUnits(bytes: DataView, rows: number, width: number): Float64Array {
  if (width > 18) throw new Error(`a result column has decimals of ${width} digits, which no feature has`);
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    if (width <= 4) values[row] = bytes.getInt16(row * 2, true);
    else if (width <= 9) values[row] = bytes.getInt32(row * 4, true);
    else values[row] = bytes.getInt32(row * 8 + 4, true) * LOW_WORD + bytes.getUint32(row * 8, true);
  }
  return values;
}

/** Two 32-bit reads are several times faster than a BigInt a value. */
function safeIntegers(items: BigInt64Array, rows: number): Float64Array {
  const words = new Int32Array(items.buffer, items.byteOffset, rows * 2);
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    values[row] = (words[row * 2 + 1] as number) * LOW_WORD + ((words[row * 2] as number) >>> 0);
  }
  return values;
}

function validBytes(validity: RawVector<unknown>["validity"], rows: number): Uint8Array | null {
  if (validity.data === null) return null;
  const words = new Uint32Array(validity.data.buffer, validity.data.byteOffset, validity.data.length * 2);
  const valid = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const bit = validity.offset + row;
    valid[row] = ((words[bit >>> 5] as number) >>> (bit & 31)) & 1;
  }
  return valid;
}
