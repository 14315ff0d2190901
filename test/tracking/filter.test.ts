// MLflow's search language is read as MLflow reads it, and what it cannot mean is refused with its place.
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseFilter, parseOrderBy } from "../../runtime/database/parse-filter.ts";
import { globOfLike } from "../../runtime/database/sqlite-dialect.ts";
import { StoreError } from "../../runtime/database/store-error.ts";

const accepted: [string, object[]][] = [
  ["", []],
  ["metrics.loss < 0.1", [{ entity: "metrics", key: "loss", operator: "<", value: 0.1 }]],
  ["metrics.a.b>=-1e-3", [{ entity: "metrics", key: "a.b", operator: ">=", value: -0.001 }]],
  ["params.`my key` = 'x'", [{ entity: "params", key: "my key", operator: "=", value: "x" }]],
  ['tags."a/b c" != "x"', [{ entity: "tags", key: "a/b c", operator: "!=", value: "x" }]],
  ["name ilike '%Fl%'", [{ entity: null, key: "name", operator: "ILIKE", value: "%Fl%" }]],
  [
    "tags.mlflow.parentRunId = 'r' and a = 1 AND",
    [
      { entity: "tags", key: "mlflow.parentRunId", operator: "=", value: "r" },
      { entity: null, key: "a", operator: "=", value: 1 },
    ],
  ],
  ["run_id IN ('a', 'b')", [{ entity: null, key: "run_id", operator: "IN", value: ["a", "b"] }]],
  ["run_id not  in ('a')", [{ entity: null, key: "run_id", operator: "NOT IN", value: ["a"] }]],
  ["tags.x IS NOT NULL", [{ entity: "tags", key: "x", operator: "IS NOT NULL", value: null }]],
  ["params.a = 'and b = c'", [{ entity: "params", key: "a", operator: "=", value: "and b = c" }]],
];

test.each(accepted)("%s", (filter, comparisons) => {
  expect(parseFilter(filter)).toEqual(comparisons);
});

test.each([
  "metrics.a",
  "metrics.a = ",
  "metrics.a = x",
  "metrics.a = 1 OR metrics.b = 2",
  "(metrics.a = 1)",
  "metrics.a = 1 metrics.b = 2",
  "run_id IN 'a'",
  "run_id IN ()",
  "a = 'unclosed",
  "; DROP TABLE run",
])("refuses %s", (filter) => {
  expect(() => parseFilter(filter)).toThrow(StoreError);
});

test("an order is a key with or without a direction, and each key once", () => {
  expect(parseOrderBy(["metrics.`a b` DESC", "start_time", "params.x asc"])).toEqual([
    { entity: "metrics", key: "a b", ascending: false },
    { entity: null, key: "start_time", ascending: true },
    { entity: "params", key: "x", ascending: true },
  ]);
  expect(() => parseOrderBy(["a DESC", "a"])).toThrow(/duplicate/);
  expect(() => parseOrderBy(["a sideways"])).toThrow(/order_by/);
});

test("whatever is given, the answer is comparisons or a refusal, at once", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (filter) => {
      try {
        parseFilter(filter);
      } catch (problem) {
        expect(problem).toBeInstanceOf(StoreError);
      }
    }),
    { seed: 7, numRuns: 2_000 },
  );
});

test("a LIKE pattern becomes a GLOB that means the same", () => {
  expect(globOfLike("a%b_c")).toBe("a*b?c");
  expect(globOfLike("[*?]")).toBe("[[][*][?]]");
});
