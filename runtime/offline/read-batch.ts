// DuckDB chunks as columnar batches: typed arrays, never row objects.
import type { DuckDBDataChunk, DuckDBVector } from "@duckdb/node-api";
import type { Batch, Column } from "./contract.ts";

/** Numeric vectors keep their values and validity in these fields, which the package's types hide. */
interface RawVector<Items> {
  readonly items: Items;
  readonly validity: { readonly data: BigUint64Array | null; readonly offset: number };
}

const LOW_WORD = 4_294_967_296;

export function readBatch(chunk: DuckDBDataChunk, names: readonly string[]): Batch {
  const columns = names.map((_, index) => readColumn(chunk.getColumnVector(index), chunk.rowCount));
  return { rows: chunk.rowCount, names, columns };
}

function readColumn(vector: DuckDBVector, rows: number): Column {
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
    const values = Array.from({ length: rows }, (_, row) => vector.getItem(row) as string | null);
    return { kind: "string", values, valid: null };
  }
  throw new Error(`a result column has the type ${type}, which no feature has`);
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
