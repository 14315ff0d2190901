// Keys and rows as bytes: what goes in comes out to the bit, keys sort as their values, batches equal single rows.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OnlineLayout } from "../../compiler/ir/plan.ts";
import type { Field, ScalarKind, Value } from "../../compiler/ir/value-type.ts";
import type { ColumnVector } from "../../runtime/online/column-vector.ts";
import { createKeyEncoder, decodeKey, encodeKey } from "../../runtime/online/key-codec.ts";
import { createRowEncoder, decodeRow } from "../../runtime/online/row-codec.ts";

const texts = fc.string({ unit: "grapheme", maxLength: 12 });
const integers = fc.oneof(
  fc.maxSafeInteger(),
  fc.constantFrom(
    0,
    -1,
    1,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    2 ** 32,
    -(2 ** 32),
    2 ** 32 - 1,
  ),
);
const values: Readonly<Record<ScalarKind, fc.Arbitrary<Value>>> = {
  int64: integers,
  timestamp: integers,
  float64: fc.double(),
  decimal: integers,
  bool: fc.boolean(),
  string: texts,
};
const KEY_KINDS = ["string", "int64", "timestamp", "bool"] as const;
const ROW_KINDS = [...KEY_KINDS, "float64"] as const;

function fieldsOf(kinds: readonly ScalarKind[]): readonly Field[] {
  return kinds.map((kind, index) => ({ name: `c${index}`, type: { kind, nullable: false } }));
}

function columnOf(kind: ScalarKind, cells: readonly Value[]): ColumnVector {
  const valid = Uint8Array.from(cells, (cell) => (cell === null ? 0 : 1));
  if (kind === "string") return { kind, values: cells as readonly (string | null)[], valid: null };
  if (kind === "bool") return { kind, values: Uint8Array.from(cells, Number), valid };
  if (kind === "decimal") throw new Error("no column holds decimals yet");
  return { kind, values: Float64Array.from(cells, (cell) => (cell === null ? 99 : Number(cell))), valid };
}

/** Rows of cells for a list of kinds. */
function tables(kinds: readonly ScalarKind[], nulls: boolean): fc.Arbitrary<readonly (readonly Value[])[]> {
  const cell = (kind: ScalarKind): fc.Arbitrary<Value> => (nulls ? fc.option(values[kind]) : values[kind]);
  return fc.array(fc.tuple(...kinds.map(cell)), { maxLength: 20 });
}

function columnsOf(
  kinds: readonly ScalarKind[],
  rows: readonly (readonly Value[])[],
): readonly ColumnVector[] {
  return kinds.map((kind, index) =>
    columnOf(
      kind,
      rows.map((row) => row[index] ?? null),
    ),
  );
}

describe("keys", () => {
  const cases = fc
    .array(fc.constantFrom(...KEY_KINDS), { minLength: 1, maxLength: 4 })
    .chain((kinds) => tables(kinds, false).map((rows) => ({ kinds, rows })));

  it("come back as they were, in batches as alone", () => {
    fc.assert(
      fc.property(cases, ({ kinds, rows }) => {
        const fields = fieldsOf(kinds);
        const keys = createKeyEncoder(fields)(columnsOf(kinds, rows), rows.length);
        expect(keys.map((key) => decodeKey(fields, key).map(plus))).toEqual(rows.map((row) => row.map(plus)));
        for (const [index, row] of rows.entries()) expect(keys[index]).toEqual(encodeKey(fields, row));
      }),
    );
  });

  it("sort as their numbers do", () => {
    fc.assert(
      fc.property(integers, integers, (left, right) => {
        const [a, b] = [left, right].map((value) => encodeKey(fieldsOf(["int64"]), [value]));
        expect(Buffer.compare(a as Uint8Array, b as Uint8Array)).toBe(Math.sign(left - right));
      }),
    );
  });

  it("have the documented bytes", () => {
    const key = encodeKey(fieldsOf(["string", "int64", "bool", "timestamp"]), ["é", -2, true, 1]);
    expect(Buffer.from(key).toString("hex")).toBe(
      ["00000002c3a9", "7ffffffffffffffe", "01", "8000000000000001"].join(""),
    );
  });

  it("are never null, and never floating-point numbers", () => {
    expect(() => encodeKey(fieldsOf(["string"]), [null])).toThrow("key 'c0' is null");
    expect(() => createKeyEncoder(fieldsOf(["float64"]))).toThrow("float64");
    const column = columnOf("int64", [1, null]);
    expect(() => createKeyEncoder(fieldsOf(["int64"]))([column], 2)).toThrow("null in row 1");
  });
});

describe("rows", () => {
  it("come back as they were, nulls, NaN and negative zero too", () => {
    const cases = fc
      .array(fc.constantFrom(...ROW_KINDS), { minLength: 1, maxLength: 20 })
      .chain((kinds) => tables(kinds, true).map((rows) => ({ kinds, rows })));
    fc.assert(
      fc.property(cases, ({ kinds, rows }) => {
        const layout = layoutOf(kinds);
        const encoded = createRowEncoder(layout)(columnsOf(kinds, rows), rows.length);
        expect(encoded).toHaveLength(rows.length);
        for (const [index, row] of rows.entries()) {
          const decoded = decodeRow(layout, encoded[index] as Uint8Array);
          for (const [slot, value] of row.entries()) {
            const cell = kinds[slot] === "int64" || kinds[slot] === "timestamp" ? plus(value) : value;
            expect(Object.is(plusIf(kinds[slot], decoded[slot] ?? null), cell)).toBe(true);
          }
        }
      }),
    );
  });

  it("have the documented bytes", () => {
    const layout = layoutOf(["float64", "string", "bool"]);
    const columns = [columnOf("float64", [null]), columnOf("string", ["é"]), columnOf("bool", [true])];
    const [row] = createRowEncoder(layout)(columns, 1);
    expect(Buffer.from(row as Uint8Array).toString("hex")).toBe(
      ["01", "01", "0000000000000000", "1a00000002000000", "000000000000f03f", "c3a9"].join(""),
    );
  });

  it("mark each slot's null by a bit of its own, however many slots there are", () => {
    const kinds = Array.from({ length: 70 }, () => "float64" as const);
    const layout = layoutOf(kinds);
    const rows = kinds.map((_, at) => kinds.map((__, slot): Value => (slot === at ? null : slot)));
    const encoded = createRowEncoder(layout)(columnsOf(kinds, rows), rows.length);
    for (const [at, bytes] of encoded.entries()) {
      const bitmap = [...bytes.subarray(1, 1 + Math.ceil(kinds.length / 8))];
      expect(bitmap).toEqual(bitmap.map((_, byte) => (byte === at >> 3 ? 1 << (at & 7) : 0)));
      expect(decodeRow(layout, bytes)).toEqual(rows[at]);
    }
  });

  it("of another layout or format are refused", () => {
    expect(() => decodeRow(layoutOf(["float64"]), Uint8Array.of(1, 0, 0))).toThrow("does not fit");
    expect(() => decodeRow(layoutOf([]), Uint8Array.of(2))).toThrow("format 2");
  });
});

function layoutOf(kinds: readonly ScalarKind[]): OnlineLayout {
  return { slots: kinds.map((kind, index) => ({ column: `a${index}`, kind, nullable: true })) };
}

/** Integers have one zero. */
function plus(value: Value): Value {
  return value === 0 ? 0 : value;
}

function plusIf(kind: ScalarKind | undefined, value: Value): Value {
  return kind === "int64" || kind === "timestamp" ? plus(value) : value;
}
