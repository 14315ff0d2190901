// Stored rows with lists: the encoder, the tool's decoder and the generated one's readers agree on any items.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { OnlineLayout } from "../../compiler/ir/plan.ts";
import type { ScalarKind, ScalarValue, Value } from "../../compiler/ir/value-type.ts";
import type { ColumnVector } from "../../runtime/online/column-vector.ts";
import { decodeKey, encodeKey } from "../../runtime/online/key-codec.ts";
import { createRowEncoder, decodeRow } from "../../runtime/online/row-codec.ts";
import { boolsAt, numbersAt, openRow, textsAt } from "../../runtime/serving/row-bytes.ts";

const slot = (column: string, element: ScalarKind) => ({
  column,
  kind: "list" as const,
  nullable: true,
  element,
});
const LAYOUT: OnlineLayout = {
  slots: [
    slot("texts", "string"),
    { column: "amount", kind: "decimal", nullable: true },
    slot("numbers", "float64"),
    { column: "name", kind: "string", nullable: true },
    slot("flags", "bool"),
    slot("amounts", "decimal"),
  ],
};

const column = (element: ScalarKind, values: readonly Value[]): ColumnVector => ({
  kind: "list",
  element,
  values: values as readonly (readonly ScalarValue[] | null)[],
  valid: null,
});

const row = fc.record({
  texts: fc.option(fc.array(fc.string({ unit: "grapheme" }))),
  amount: fc.maxSafeInteger(),
  numbers: fc.option(fc.array(fc.double())),
  name: fc.option(fc.string({ unit: "grapheme" })),
  flags: fc.option(fc.array(fc.boolean())),
  amounts: fc.option(fc.array(fc.maxSafeInteger())),
});

test("any lists come back as they went in", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
      const encoded = createRowEncoder(LAYOUT)(
        [
          column(
            "string",
            rows.map(({ texts }) => texts),
          ),
          { kind: "decimal", values: Float64Array.from(rows, ({ amount }) => amount), valid: null },
          column(
            "float64",
            rows.map(({ numbers }) => numbers),
          ),
          { kind: "string", values: rows.map(({ name }) => name), valid: null },
          column(
            "bool",
            rows.map(({ flags }) => flags),
          ),
          column(
            "decimal",
            rows.map(({ amounts }) => amounts),
          ),
        ],
        rows.length,
      );
      rows.forEach(({ texts, amount, numbers, name, flags, amounts }, at) => {
        const bytes = encoded[at] as Uint8Array;
        expect(decodeRow(LAYOUT, bytes)).toStrictEqual([texts, amount, numbers, name, flags, amounts]);
        const opened = openRow(bytes, 2 + 6 * 8, "test");
        if (texts !== null) expect(textsAt(opened, 2)).toStrictEqual(texts);
        if (numbers !== null) expect(numbersAt(opened, 2 + 16)).toStrictEqual(numbers);
        if (flags !== null) expect(boolsAt(opened, 2 + 32)).toStrictEqual(flags);
        if (amounts !== null) expect(numbersAt(opened, 2 + 40)).toStrictEqual(amounts);
      });
    }),
  );
});

test("a decimal is a key, a list is none", () => {
  const field = { name: "x", type: { kind: "decimal", nullable: false, scale: 2 } } as const;
  expect(decodeKey([field], encodeKey([field], [-1250]))).toEqual([-1250]);
  expect(() => encodeKey([{ name: "x", type: { kind: "list", nullable: false } }], [[1]])).toThrow(
    /'x' is list/,
  );
});
