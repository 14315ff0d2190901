// Every metric is what its formula says, counted the slow way; intervals hold the truth as often as they claim to.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MetricName, Task } from "../../compiler/ir/program.ts";
import { bootstrap, quantile } from "../../runtime/evaluate/bootstrap.ts";
import { calibrate, wilson } from "../../runtime/evaluate/calibration.ts";
import { rocCurve, scoreHistogram } from "../../runtime/evaluate/curves.ts";
import { measureOf } from "../../runtime/evaluate/measure.ts";
import type { Scored } from "../../runtime/evaluate/scored.ts";
import { orderByScore } from "../../runtime/evaluate/order-by-score.ts";
import { randomIntegers, resample } from "../../runtime/evaluate/random.ts";

const THRESHOLD = 0.5;

function named(scored: Scored, task: Task, weights: Uint8Array | null = null): Record<MetricName, number> {
  const measure = measureOf(scored, { task, threshold: THRESHOLD });
  const values = measure.values(weights);
  return Object.fromEntries(measure.metrics.map((name, index) => [name, values[index]])) as never;
}

/** Each row as often as its weight says. */
function repeated({ scores, labels }: Scored, weights: readonly number[]): Scored {
  const rows = weights.flatMap((weight, row) => Array.from({ length: weight }, () => row));
  return {
    scores: Float32Array.from(rows, (row) => scores[row] as number),
    labels: Float64Array.from(rows, (row) => labels[row] as number),
  };
}

function slowAuc({ scores, labels }: Scored): number {
  let [won, pairs] = [0, 0];
  for (const [i, positive] of labels.entries()) {
    for (const [j, negative] of labels.entries()) {
      if (positive !== 1 || negative !== 0) continue;
      pairs++;
      const [left, right] = [scores[i] as number, scores[j] as number];
      won += left > right ? 1 : left === right ? 0.5 : 0;
    }
  }
  return won / pairs;
}

const binaryRows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 2, maxLength: 60 })
  .filter((rows) => rows.some(([, label]) => label) && rows.some(([, label]) => !label))
  .map(
    (rows): Scored => ({
      scores: Float32Array.from(rows, ([score]) => score / 20),
      labels: Float64Array.from(rows, ([, label]) => Number(label)),
    }),
  );

test("binary metrics are those of their formulas, ties included", () => {
  fc.assert(
    fc.property(binaryRows, (scored) => {
      const { scores, labels } = scored;
      const rows = labels.length;
      const mean = (of: (score: number, label: number) => number) =>
        labels.reduce((sum, label, row) => sum + of(scores[row] as number, label), 0) / rows;
      const found = named(scored, "binary");
      expect(found.auc).toBeCloseTo(slowAuc(scored), 12);
      expect(found.brier).toBeCloseTo(
        mean((score, label) => (score - label) ** 2),
        12,
      );
      expect(found.log_loss).toBeCloseTo(
        mean((score, label) => -Math.log(Math.max(2 ** -24, label === 1 ? score : 1 - score))),
        10,
      );
      const hits = mean((score, label) => Number(score >= THRESHOLD === (label === 1)));
      expect(found.accuracy).toBeCloseTo(hits, 12);
      const both = mean((score, label) => Number(score >= THRESHOLD && label === 1));
      const said = mean((score) => Number(score >= THRESHOLD));
      const are = mean((_, label) => label);
      expect(found.recall).toBeCloseTo(both / are, 12);
      if (said > 0) expect(found.precision).toBeCloseTo(both / said, 12);
      expect(found.f1).toBeCloseTo((2 * both) / (said + are), 12);
      const bins = calibrate(scored, true);
      expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(rows);
      const error = bins.reduce((sum, bin) => sum + bin.rows * Math.abs(bin.predicted - bin.observed), 0);
      expect(found.ece).toBeCloseTo(error / rows, 10);
    }),
  );
});

test("a row of weight three counts as three rows", () => {
  fc.assert(
    fc.property(binaryRows, fc.infiniteStream(fc.integer({ min: 0, max: 4 })), (scored, stream) => {
      const weights = [...stream.take(scored.labels.length)];
      const copies = repeated(scored, weights);
      const weighted = named(scored, "binary", Uint8Array.from(weights));
      const plain = named(copies, "binary");
      // Calibration error is left out: its bins are those of the rows, not of the resample.
      for (const name of ["auc", "log_loss", "brier", "accuracy", "precision", "recall", "f1"] as const) {
        if (Number.isFinite(plain[name])) expect(weighted[name]).toBeCloseTo(plain[name], 10);
      }
    }),
  );
});

test("regression metrics are those of their formulas, also far from zero", () => {
  const number = fc.double({ min: -100, max: 100, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { minLength: 3 }),
      fc.constantFrom(0, 1e9),
      (rows, far) => {
        const scores = Float32Array.from(rows, ([score]) => score + (far === 0 ? 0 : far));
        const labels = Float64Array.from(rows, ([, label]) => label + far);
        const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length;
        const errors = labels.map((label, row) => label - (scores[row] as number));
        const squares = errors.reduce((sum, error) => sum + error * error, 0);
        const spread = labels.reduce((sum, label) => sum + (label - mean) ** 2, 0);
        const found = named({ scores, labels }, "regression");
        expect(found.rmse).toBeCloseTo(Math.sqrt(squares / labels.length), 8);
        expect(found.mae).toBeCloseTo(
          errors.reduce((sum, error) => sum + Math.abs(error), 0) / labels.length,
          8,
        );
        if (spread > 1 && squares > 1) expect((1 - found.r2) / (squares / spread)).toBeCloseTo(1, 6);
      },
    ),
  );
});

test("known values: a worked example", () => {
  const scored = {
    scores: Float32Array.of(0.1, 0.4, 0.35, 0.8),
    labels: Float64Array.of(0, 0, 1, 1),
  };
  // The example of scikit-learn's roc_auc_score.
  expect(named(scored, "binary").auc).toBe(0.75);
  expect(named({ ...scored, labels: Float64Array.of(1, 1, 1, 1) }, "binary").auc).toBeNaN();
  const [low, high] = wilson(0.5, 100);
  expect([low, high].map((value) => value.toFixed(4))).toEqual(["0.4038", "0.5962"]);
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
});

test("rows come in the order of their scores, negative and tied ones too", () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true }), (scores) => {
      const stable = [...scores.keys()].sort(
        (left, right) => (scores[left] as number) - (scores[right] as number) || left - right,
      );
      const found = [...orderByScore(scores)];
      expect(found.map((row) => (scores[row] as number) + 0)).toEqual(
        stable.map((row) => (scores[row] as number) + 0),
      );
      expect(new Set(found).size).toBe(scores.length);
    }),
  );
});

test("the area below the ROC curve is the AUC, and the histogram holds every row", () => {
  fc.assert(
    fc.property(binaryRows, (scored) => {
      const points = rocCurve(scored);
      let area = 0;
      for (const [index, point] of points.entries()) {
        const before = points[index - 1] ?? point;
        area +=
          ((point.falsePositives - before.falsePositives) * (point.truePositives + before.truePositives)) / 2;
      }
      expect(area).toBeCloseTo(slowAuc(scored), 10);
      expect(points.at(-1)).toEqual({ falsePositives: 1, truePositives: 1 });
      const bins = scoreHistogram(scored, true);
      const positives = scored.labels.reduce((sum, label) => sum + label, 0);
      expect(bins.reduce((sum, bin) => sum + bin.positives, 0)).toBe(positives);
      expect(bins.reduce((sum, bin) => sum + bin.negatives, 0)).toBe(scored.labels.length - positives);
    }),
  );
});

test("resamples have Poisson counts, the same of the same seed", () => {
  const weights = new Uint8Array(200_000);
  resample(weights, randomIntegers(7));
  const again = new Uint8Array(200_000);
  resample(again, randomIntegers(7));
  expect(again).toEqual(weights);
  const shareOf = (count: number) => weights.filter((weight) => weight === count).length / weights.length;
  expect(shareOf(0)).toBeCloseTo(Math.exp(-1), 2);
  expect(shareOf(1)).toBeCloseTo(Math.exp(-1), 2);
  expect(shareOf(2)).toBeCloseTo(Math.exp(-1) / 2, 2);
  expect(weights.reduce((sum, weight) => sum + weight, 0) / weights.length).toBeCloseTo(1, 2);
});

test("an interval holds the truth in about 95 of 100 worlds", () => {
  const truth = 0.3;
  let held = 0;
  const worlds = 200;
  for (let world = 0; world < worlds; world++) {
    const random = randomIntegers(1000 + world);
    const labels = Float64Array.from({ length: 300 }, () => Number(random() / 2 ** 32 < truth));
    // Everything is predicted positive, so that the accuracy is the share of positives.
    const measure = measureOf(
      { scores: new Float32Array(300).fill(0.9), labels },
      { task: "binary", threshold: 0.5 },
    );
    const { accuracy } = bootstrap(measure, null, { resamples: 200, seed: world }).challenger;
    if ((accuracy?.low ?? 1) <= truth && truth <= (accuracy?.high ?? 0)) held++;
  }
  expect(held / worlds).toBeGreaterThan(0.9);
  expect(held / worlds).toBeLessThan(0.99);
});

test("two models are compared on the same resamples: equal ones differ by nothing", () => {
  const random = randomIntegers(3);
  const labels = Float64Array.from({ length: 500 }, () => random() % 2);
  const scores = Float32Array.from(labels, (label) => (label + random() / 2 ** 32) / 2);
  const measure = () => measureOf({ scores, labels }, { task: "binary", threshold: 0.5 });
  const { advantage } = bootstrap(measure(), measure(), { resamples: 50, seed: 1 });
  expect(advantage?.auc).toEqual({ value: 0, low: 0, high: 0 });
  const worse = measureOf(
    { scores: scores.map((score) => 1 - score), labels },
    { task: "binary", threshold: 0.5 },
  );
  const apart = bootstrap(measure(), worse, { resamples: 50, seed: 1 }).advantage;
  expect(apart?.auc?.low).toBeGreaterThan(0);
  expect(apart?.log_loss?.low).toBeGreaterThan(0);
});
