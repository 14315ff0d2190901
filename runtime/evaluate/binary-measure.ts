// AUC, log-loss, Brier score, calibration error and the counts at a threshold, in one pass over rows by score.
import { binEnds } from "./bins.ts";
import type { Scored } from "./scored.ts";
import { orderByScore } from "./order-by-score.ts";

/** Keeps a certain and wrong float32 prediction's loss finite. */
const LEAST = 2 ** -24;

export function logLoss(score: number, label: number): number {
  return -Math.log(Math.max(LEAST, label === 1 ? score : 1 - score));
}

/** In the order of the binary metrics: auc, log_loss, brier, ece, accuracy, precision, recall, f1. */
export function binaryMeasure(
  { scores, labels }: Scored,
  threshold: number,
): (weights: Uint8Array | null) => Float64Array {
  const order = orderByScore(scores);
  const ends = binEnds(scores, order);
  // By rank, so that a pass reads memory in order; only weights are looked up by row.
  const ranked = Float32Array.from(order, (row) => scores[row] as number);
  const positive = Uint8Array.from(order, (row) => labels[row] as number);
  const losses = Float64Array.from(ranked, (score, rank) => logLoss(score, positive[rank] as number));
  return (weights) => {
    let all = 0;
    let positives = 0;
    let loss = 0;
    let brier = 0;
    let calibration = 0;
    let pairs = 0;
    let negativesBelow = 0;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    let truePositives = 0;
    let predictedPositives = 0;
    let binScores = 0;
    let binPositives = 0;
    let bin = 0;
    for (let rank = 0; rank < ranked.length; rank++) {
      const score = ranked[rank] as number;
      if (rank > 0 && score !== ranked[rank - 1]) {
        pairs += tiedPositives * (negativesBelow + tiedNegatives / 2);
        negativesBelow += tiedNegatives;
        tiedPositives = 0;
        tiedNegatives = 0;
      }
      const weight = weights === null ? 1 : (weights[order[rank] as number] as number);
      const label = positive[rank] as number;
      const ofPositives = weight * label;
      all += weight;
      positives += ofPositives;
      tiedPositives += ofPositives;
      tiedNegatives += weight - ofPositives;
      loss += weight * (losses[rank] as number);
      brier += weight * (score - label) ** 2;
      if (score >= threshold) {
        truePositives += ofPositives;
        predictedPositives += weight;
      }
      binScores += weight * score;
      binPositives += ofPositives;
      if (rank + 1 === ends[bin]) {
        calibration += Math.abs(binScores - binPositives);
        binScores = 0;
        binPositives = 0;
        bin++;
      }
    }
    pairs += tiedPositives * (negativesBelow + tiedNegatives / 2);
    const wrong = predictedPositives - truePositives + (positives - truePositives);
    return Float64Array.of(
      pairs / (positives * (all - positives)),
      loss / all,
      brier / all,
      calibration / all,
      (all - wrong) / all,
      truePositives / predictedPositives,
      truePositives / positives,
      (2 * truePositives) / (predictedPositives + positives),
    );
  };
}
