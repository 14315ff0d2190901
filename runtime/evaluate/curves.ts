// What a report draws: the ROC curve, and how scores are spread over the two classes.
import type { Scored } from "./scored.ts";
import { orderByScore } from "./order-by-score.ts";

export interface RocPoint {
  readonly falsePositives: number;
  readonly truePositives: number;
}

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly negatives: number;
  readonly positives: number;
}

const MOST_POINTS = 200;
const BINS = 40;

/** Shares of each class above every score, from (0, 0) to (1, 1); empty where there is one class only. */
export function rocCurve({ scores, labels }: Scored): readonly RocPoint[] {
  const order = orderByScore(scores);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return [];
  const points: RocPoint[] = [{ falsePositives: 0, truePositives: 0 }];
  const step = Math.max(1, labels.length / MOST_POINTS);
  let [above, wrong, next] = [0, 0, step];
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const row = order[rank] as number;
    above += labels[row] as number;
    wrong += 1 - (labels[row] as number);
    // Only between different scores: rows of one score are on one side of every threshold.
    const tied = rank > 0 && scores[order[rank - 1] as number] === scores[row];
    if (tied || (above + wrong < next && rank > 0)) continue;
    points.push({ falsePositives: wrong / negatives, truePositives: above / positives });
    next = above + wrong + step;
  }
  return points;
}

/** Between the least score and the greatest; of regression, all rows count as negatives. */
export function scoreHistogram({ scores, labels }: Scored, binary: boolean): readonly HistogramBin[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of scores) {
    least = Math.min(least, score);
    most = Math.max(most, score);
  }
  const width = (most - least) / BINS;
  const [positives, negatives] = [new Uint32Array(BINS), new Uint32Array(BINS)];
  for (const [row, score] of scores.entries()) {
    const bin = width === 0 ? 0 : Math.min(BINS - 1, Math.floor((score - least) / width));
    const counts = binary && labels[row] === 1 ? positives : negatives;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return Array.from({ length: width === 0 ? 1 : BINS }, (_, bin) => ({
    from: least + bin * width,
    to: least + (bin + 1) * width,
    negatives: negatives[bin] as number,
    positives: positives[bin] as number,
  }));
}
