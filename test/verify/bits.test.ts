// Two values are the same when all their bits are: no tolerance, one NaN, two zeros.
import { expect, test } from "vitest";
import { bitsOf, sameBits, valueAt } from "../../runtime/verify/bits.ts";

test("bits as text", () => {
  expect(bitsOf(1)).toBe("3ff0000000000000");
  expect(bitsOf(-0)).toBe("8000000000000000");
  expect(bitsOf(0)).toBe("0000000000000000");
  expect(bitsOf(Number.NaN)).toBe("7ff8000000000000");
  expect(bitsOf("é")).toBe("utf8:c3a9");
  expect([bitsOf(null), bitsOf(true), bitsOf(false)]).toEqual(["null", "true", "false"]);
});

test.each([
  [0.1 + 0.2, 0.3, false],
  [0, -0, false],
  [Number.NaN, Number.NaN, true],
  [null, null, true],
  [null, 0, false],
  [1, true, false],
  ["é", "e\u0301", false],
  ["a", "a", true],
])("%j and %j", (left, right, same) => {
  expect(sameBits(left, right)).toBe(same);
  expect(bitsOf(left) === bitsOf(right)).toBe(same);
});

test("a column's values, null where it says so", () => {
  const valid = Uint8Array.of(1, 0);
  expect(valueAt({ kind: "float64", values: Float64Array.of(-0, 7), valid }, 0)).toBe(-0);
  expect(valueAt({ kind: "float64", values: Float64Array.of(-0, 7), valid }, 1)).toBeNull();
  expect(valueAt({ kind: "bool", values: Uint8Array.of(0, 1), valid: null }, 0)).toBe(false);
  expect(valueAt({ kind: "string", values: ["a", null], valid: null }, 1)).toBeNull();
});
