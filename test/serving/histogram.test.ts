// Latencies keep their count and sum exactly, and their quantiles to an eighth.
import { expect, test } from "vitest";
import { Histogram } from "../../runtime/serving/histogram.ts";

test("quantiles of known durations", () => {
  const histogram = new Histogram();
  for (let i = 1; i <= 1_000; i++) histogram.observe(i * 10);
  expect(histogram.count).toBe(1_000);
  expect(histogram.sum).toBe(5_005_000);
  for (const share of [0.5, 0.95, 0.99]) {
    const found = histogram.quantile(share) ?? 0;
    expect(found).toBeGreaterThanOrEqual(share * 10_000);
    expect(found).toBeLessThanOrEqual(share * 10_000 * 1.13);
  }
});

test("nothing observed, next to nothing, and more than the last bound", () => {
  const histogram = new Histogram();
  expect(histogram.quantile(0.5)).toBeNull();
  histogram.observe(0);
  histogram.observe(60_000_000);
  expect(histogram.quantile(0.5)).toBe(64);
  expect(histogram.quantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect([...histogram.buckets()].reduce((sum, [, count]) => sum + count, 0)).toBe(2);
});

test("a bound belongs to its own bucket", () => {
  const histogram = new Histogram();
  histogram.observe(128);
  expect(histogram.quantile(1)).toBeCloseTo(128, 9);
});
