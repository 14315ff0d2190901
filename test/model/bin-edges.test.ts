// Every float32 falls into the first bin whose edge is not below it: what a split at that edge decides for the raw value.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Binner, chooseEdges, MISSING_BIN } from "../../definitions/trainers/gbdt/bin-edges.ts";

const values = fc.array(
  fc.oneof(
    fc.float(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity),
  ),
  { maxLength: 400 },
);

function binsOf(edges: Float32Array, raw: Float32Array): Uint8Array {
  const bins = new Uint8Array(raw.length);
  const copy = raw.slice();
  new Binner(edges).bin(copy, new Int32Array(copy.buffer), copy.length, bins, 0, 1);
  return bins;
}

test("bins agree with comparing the value with each edge in turn", () => {
  fc.assert(
    fc.property(values, values, fc.integer({ min: 2, max: 255 }), (sample, others, maxBins) => {
      const edges = chooseEdges(Float32Array.from(sample), maxBins);
      expect(edges.length).toBeLessThanOrEqual(maxBins);
      expect(edges.at(-1)).toBe(Number.POSITIVE_INFINITY);
      for (let i = 1; i < edges.length; i++) expect(edges[i]).toBeGreaterThan(edges[i - 1] as number);
      const raw = Float32Array.from([...sample, ...others]);
      const bins = binsOf(edges, raw);
      for (const [i, value] of raw.entries()) {
        expect(bins[i]).toBe(Number.isNaN(value) ? MISSING_BIN : edges.findIndex((edge) => value <= edge));
      }
    }),
    { numRuns: 300 },
  );
});

test("few distinct values get a bin each; many get bins of about equally many rows", () => {
  expect([...chooseEdges(Float32Array.of(3, 1, 2, 2, 1), 255)]).toEqual([1.5, 2.5, Number.POSITIVE_INFINITY]);
  const many = Float32Array.from({ length: 10_000 }, (_, i) => i);
  const edges = chooseEdges(many, 100);
  const counts = new Array(edges.length).fill(0);
  for (const bin of binsOf(edges, many)) counts[bin]++;
  expect(edges).toHaveLength(100);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(99);
  expect(Math.max(...counts)).toBeLessThanOrEqual(101);
});

test("one value that most rows have does not cost the others their bins", () => {
  const skewed = Float32Array.from({ length: 10_000 }, (_, i) => (i < 9_000 ? 0 : i));
  expect(chooseEdges(skewed, 100).length).toBeGreaterThan(90);
});
