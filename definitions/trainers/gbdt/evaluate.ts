// Judges probabilities by what happened: AUC, log-loss, Brier score and calibration.

export interface CalibrationBin {
  readonly rows: number;
  /** Least and greatest probability in the bin. */
  readonly from: number;
  readonly to: number;
  readonly mean_predicted: number;
  readonly observed: number;
}

export interface Evaluation {
  readonly rows: number;
  readonly base_rate: number;
  /** Chance that a positive row is ranked above a negative one; null where there is one class only. */
  readonly auc: number | null;
  readonly log_loss: number;
  readonly brier: number;
  /** Expected calibration error: mean distance of predicted and observed, over bins by rows. */
  readonly ece: number;
  /** About ten bins of equally many rows; rows of one probability stay together. */
  readonly calibration: readonly CalibrationBin[];
}

const BINS = 10;
/** Keeps a certain and wrong float32 prediction's loss finite. */
const LEAST = 2 ** -24;

/** `probabilities[i]` was predicted for a row of label `labels[i]`, 0 or 1. */
export function evaluate(probabilities: Float32Array, labels: Uint8Array): Evaluation {
  const rows = probabilities.length;
  let positives = 0;
  let loss = 0;
  let brier = 0;
  for (let row = 0; row < rows; row++) {
    const probability = probabilities[row] as number;
    const label = labels[row] as number;
    positives += label;
    loss -= Math.log(Math.max(LEAST, label === 1 ? probability : 1 - probability));
    brier += (probability - label) ** 2;
  }
  const groups = groupByProbability(probabilities, labels, positives);
  const calibration = calibrate(groups, rows);
  return {
    rows,
    base_rate: positives / rows,
    auc: positives === 0 || positives === rows ? null : rank(groups, positives, rows - positives),
    log_loss: loss / rows,
    brier: brier / rows,
    ece: calibration.reduce(
      (sum, bin) => sum + (bin.rows / rows) * Math.abs(bin.mean_predicted - bin.observed),
      0,
    ),
    calibration,
  };
}

/** Mean log-loss of predicting one probability for all rows of a base rate. */
export function constantLogLoss(probability: number, baseRate: number): number {
  return -(baseRate * Math.log(probability) + (1 - baseRate) * Math.log(1 - probability));
}

/** Distinct probabilities in ascending order, with how many rows of each class have them. */
interface Groups {
  readonly probabilities: Float32Array;
  readonly positives: Uint32Array;
  readonly negatives: Uint32Array;
  readonly count: number;
}

function groupByProbability(all: Float32Array, labels: Uint8Array, positiveCount: number): Groups {
  const ofPositives = new Float32Array(positiveCount);
  const ofNegatives = new Float32Array(all.length - positiveCount);
  let p = 0;
  let n = 0;
  for (let row = 0; row < all.length; row++) {
    if (labels[row] === 1) ofPositives[p++] = all[row] as number;
    else ofNegatives[n++] = all[row] as number;
  }
  ofPositives.sort();
  ofNegatives.sort();
  const probabilities = new Float32Array(all.length);
  const positives = new Uint32Array(all.length);
  const negatives = new Uint32Array(all.length);
  let count = 0;
  p = 0;
  n = 0;
  while (p < ofPositives.length || n < ofNegatives.length) {
    const value = Math.min(
      ofPositives[p] ?? Number.POSITIVE_INFINITY,
      ofNegatives[n] ?? Number.POSITIVE_INFINITY,
    );
    probabilities[count] = value;
    const [firstP, firstN] = [p, n];
    while (ofPositives[p] === value) p++;
    while (ofNegatives[n] === value) n++;
    positives[count] = p - firstP;
    negatives[count] = n - firstN;
    count++;
  }
  return { probabilities, positives, negatives, count };
}

function rank({ positives, negatives, count }: Groups, allPositives: number, allNegatives: number): number {
  let below = 0;
  let ordered = 0;
  for (let group = 0; group < count; group++) {
    ordered += (positives[group] as number) * (below + (negatives[group] as number) / 2);
    below += negatives[group] as number;
  }
  return ordered / (allPositives * allNegatives);
}

function calibrate(groups: Groups, rows: number): CalibrationBin[] {
  const bins: CalibrationBin[] = [];
  let seen = 0;
  let start = 0;
  while (start < groups.count) {
    let inBin = 0;
    let positives = 0;
    let sum = 0;
    let end = start;
    const goal = ((bins.length + 1) * rows) / BINS;
    while (end < groups.count && (seen + inBin < goal || inBin === 0)) {
      const size = (groups.positives[end] as number) + (groups.negatives[end] as number);
      inBin += size;
      positives += groups.positives[end] as number;
      sum += size * (groups.probabilities[end] as number);
      end++;
    }
    bins.push({
      rows: inBin,
      from: groups.probabilities[start] as number,
      to: groups.probabilities[end - 1] as number,
      mean_predicted: sum / inBin,
      observed: positives / inBin,
    });
    seen += inBin;
    start = end;
  }
  return bins;
}
