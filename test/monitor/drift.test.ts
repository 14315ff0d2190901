// Drift as its formulas say, counted the slow way; nothing moved is nothing, all moved is one.
import fc from "fast-check";
import { expect, test } from "vitest";
import { distance, driftOf, stabilityIndex } from "../../runtime/monitor/drift.ts";

const sample = fc
  .array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 80 })
  .map((values) => Float64Array.from(values).sort());

test("the KS distance is the greatest distance of the two distribution functions", () => {
  fc.assert(
    fc.property(sample, sample, (left, right) => {
      const share = (values: Float64Array, at: number) =>
        values.filter((value) => value <= at).length / values.length;
      const points = [...left, ...right];
      const slow = Math.max(...points.map((at) => Math.abs(share(left, at) - share(right, at))));
      expect(distance(left, right)).toBeCloseTo(slow, 12);
      expect(distance(right, left)).toBeCloseTo(slow, 12);
      expect(distance(left, left)).toBe(0);
    }),
  );
  expect(distance(Float64Array.of(1, 2), Float64Array.of(3, 4))).toBe(1);
});

test("the stability index is the sum over bins, by hand", () => {
  // Ten values, one in each decile; of the new ones, half are in the first bin and half in the last.
  const before = Float64Array.from({ length: 10 }, (_, index) => index);
  const now = Float64Array.of(0, 0, 0, 0, 0, 9, 9, 9, 9, 9);
  const twice = 2 * (0.5 - 0.1) * Math.log(0.5 / 0.1);
  const gone = 8 * (0.0001 - 0.1) * Math.log(0.0001 / 0.1);
  expect(stabilityIndex(before, now, [0, 0])).toBeCloseTo(twice + gone, 10);
  expect(stabilityIndex(before, before, [0, 0])).toBe(0);
  fc.assert(fc.property(sample, sample, (left, right) => stabilityIndex(left, right, [1, 2]) >= 0));
});

test("missing values are a bin of their own", () => {
  const before = Float64Array.of(1, 2, 3, 4);
  const now = Float64Array.of(1, 2, Number.NaN, Number.NaN);
  const drift = driftOf(before, now);
  expect(drift.missing).toEqual({ before: 0, now: 0.5 });
  expect(drift.psi).toBeGreaterThan(0.5);
  expect(drift.mean).toEqual({ before: 2.5, now: 1.5 });
  expect(driftOf(before, new Float64Array([Number.NaN])).ks).toBe(null);
  // A column that never varies has one bin, and cannot drift within it.
  expect(driftOf(new Float64Array(50).fill(3), new Float64Array(70).fill(3)).psi).toBe(0);
});
