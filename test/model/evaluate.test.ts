// The trainer's measures against their definitions, written out slowly.
import { expect, test } from "vitest";
import { constantLogLoss, evaluate } from "../../definitions/trainers/gbdt/evaluate.ts";
import { seededRandom } from "./random.ts";

function world(seed: number, rows: number, distinct: number) {
  const random = seededRandom(seed);
  const probabilities = Float32Array.from(
    { length: rows },
    () => (Math.floor(random() * distinct) + 0.5) / distinct,
  );
  const labels = Uint8Array.from(probabilities, (probability) => (random() < probability ? 1 : 0));
  return { probabilities, labels };
}

test("AUC counts every pair of a positive and a negative row, ties as half", () => {
  for (const [seed, distinct] of [
    [1, 5],
    [2, 1000],
    [3, 1],
  ] as const) {
    const { probabilities, labels } = world(seed, 300, distinct);
    let won = 0;
    let pairs = 0;
    for (const [i, p] of probabilities.entries()) {
      for (const [j, q] of probabilities.entries()) {
        if (labels[i] !== 1 || labels[j] !== 0) continue;
        pairs++;
        won += p > q ? 1 : p === q ? 0.5 : 0;
      }
    }
    expect(evaluate(probabilities, labels).auc).toBeCloseTo(won / pairs, 12);
  }
});

test("log-loss and Brier score are means over rows", () => {
  const result = evaluate(Float32Array.of(0.25, 0.5, 0.75), Uint8Array.of(0, 1, 1));
  expect(result.log_loss).toBeCloseTo(-(Math.log(0.75) + Math.log(0.5) + Math.log(0.75)) / 3, 12);
  expect(result.brier).toBeCloseTo((0.0625 + 0.25 + 0.0625) / 3, 12);
  expect(result.base_rate).toBeCloseTo(2 / 3, 12);
  expect(constantLogLoss(0.5, 0.3)).toBeCloseTo(Math.LN2, 12);
});

test("honest probabilities are calibrated, shifted ones are not", () => {
  const { probabilities, labels } = world(4, 100_000, 1000);
  const honest = evaluate(probabilities, labels);
  expect(honest.calibration).toHaveLength(10);
  for (const bin of honest.calibration) expect(Math.abs(bin.rows - 10_000)).toBeLessThan(300);
  expect(honest.calibration.reduce((rows, bin) => rows + bin.rows, 0)).toBe(100_000);
  expect(honest.ece).toBeLessThan(0.01);
  const shifted = evaluate(
    probabilities.map((probability) => probability * 0.5),
    labels,
  );
  expect(shifted.ece).toBeGreaterThan(0.2);
  expect(shifted.auc).toBe(honest.auc);
});

test("a constant prediction is one bin; one class alone has no AUC", () => {
  const { calibration, ece } = evaluate(
    new Float32Array(100).fill(0.25),
    Uint8Array.from({ length: 100 }, (_, i) => (i < 25 ? 1 : 0)),
  );
  expect(calibration).toEqual([{ rows: 100, from: 0.25, to: 0.25, mean_predicted: 0.25, observed: 0.25 }]);
  expect(ece).toBe(0);
  expect(evaluate(Float32Array.of(1, 0.5), Uint8Array.of(0, 0))).toMatchObject({
    auc: null,
    log_loss: expect.any(Number),
  });
});
