// Decimals, lists and vectors in requests and responses: exact text, a path for every fault, nothing too long.
import { beforeAll, expect, test } from "vitest";
import type { ValueType } from "../../compiler/ir/value-type.ts";
import { decimalText, parseDecimal } from "../../compiler/library/decimal.ts";
import type { RequestProblem } from "../../runtime/serving/contract.ts";
import { decimalReader, listReader, vectorReader } from "../../runtime/serving/compound-fields.ts";
import { jsonValue } from "../../runtime/serving/json-value.ts";
import { readString } from "../../runtime/serving/request-fields.ts";

let problems: RequestProblem[];
const read = <Result>(
  reader: (...args: [unknown, string, string, RequestProblem[]]) => Result,
  value: unknown,
) => {
  problems = [];
  const result = reader(value, "instances[3]", "x", problems);
  return problems.length === 0 ? result : problems;
};
beforeAll(() => {
  problems = [];
});

test("decimals are text, exactly", () => {
  const reader = decimalReader(9, 2);
  expect(["12.50", "-0.01", "7", "1.500", "+3.1", "0009"].map((text) => read(reader, text))).toEqual([
    1250, -1, 700, 150, 310, 900,
  ]);
  expect(Object.is(read(reader, "-0"), 0)).toBe(true);
  for (const wrong of ["1.505", "1e3", "", ".5", "12345678.00", "1,5", "NaN"]) {
    expect(read(reader, wrong)).toEqual([
      {
        path: "instances[3].x",
        message: 'must be a decimal as text, such as "12.50", of at most 9 digits, 2 of them after the point',
      },
    ]);
  }
  expect(read(reader, 12.5)).toEqual([
    { path: "instances[3].x", message: 'must be a decimal as text, such as "12.50", not a number' },
  ]);
});

test("lists name the item that is wrong, and have an end", () => {
  const reader = listReader(readString);
  expect(read(reader, ["a", "😀"])).toEqual(["a", "😀"]);
  expect(read(reader, [])).toEqual([]);
  expect(read(reader, ["a", 5])).toEqual([
    { path: "instances[3].x[1]", message: "must be a string, not a number" },
  ]);
  expect(read(reader, "a")).toEqual([{ path: "instances[3].x", message: "must be a list, not a string" }]);
  expect(read(reader, Array(1001).fill("a"))).toEqual([
    { path: "instances[3].x", message: "has 1001 items where 1000 are the most" },
  ]);
  expect(read(listReader(decimalReader(9, 2)), ["1", "x"])).toMatchObject([{ path: "instances[3].x[1]" }]);
});

test("vectors have their size", () => {
  const reader = vectorReader(2);
  expect(read(reader, [1, -0.5])).toEqual([1, -0.5]);
  expect(read(reader, [1])).toEqual([{ path: "instances[3].x", message: "has 1 items where 2 belong" }]);
  expect(read(reader, [1, null])).toEqual([
    { path: "instances[3].x[1]", message: "must be a number, not null" },
  ]);
  expect(read(reader, undefined)).toEqual([
    { path: "instances[3].x", message: "is missing: a list of 2 numbers" },
  ]);
});

test("responses spell them as requests do", () => {
  const decimal: ValueType = { kind: "decimal", nullable: false, scale: 2 };
  const list = (element: ValueType): ValueType => ({ kind: "list", nullable: true, element });
  expect([1250, -1, 0, null].map((value) => jsonValue(value, decimal))).toEqual([
    '"12.50"',
    '"-0.01"',
    '"0.00"',
    "null",
  ]);
  expect(jsonValue([1, -150], list(decimal))).toBe('["0.01","-1.50"]');
  expect(jsonValue([0], list({ kind: "timestamp", nullable: false }))).toBe('["1970-01-01T00:00:00.000Z"]');
  expect(jsonValue([Number.NaN, -0], list({ kind: "float64", nullable: false }))).toBe('["NaN",-0]');
  expect(jsonValue(['"'], list({ kind: "string", nullable: false }))).toBe('["\\""]');
});

test("text and units are one another's inverse at every scale", () => {
  for (let scale = 0; scale <= 15; scale++) {
    for (const units of [0, 1, -1, 12345, -99999, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]) {
      expect(parseDecimal(decimalText(units, scale), scale)).toBe(units);
    }
  }
});
