// Calibration: in about ten bins of equally many rows, what was predicted and what happened.
import { binEnds } from "./bins.ts";
import type { Scored } from "./scored.ts";
import { orderByScore } from "./order-by-score.ts";

export interface CalibrationBin {
  readonly rows: number;
  /** Least and greatest score in the bin. */
  readonly from: number;
  readonly to: number;
  readonly predicted: number;
  /** The labels' mean: of a binary task, the share of ones. */
  readonly observed: number;
  /** Of what is observed: bounds of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

const Z = 1.959963984540054;

export function calibrate({ scores, labels }: Scored, binary: boolean): readonly CalibrationBin[] {
  const order = orderByScore(scores);
  let start = 0;
  return binEnds(scores, order).map((end) => {
    const rows = end - start;
    let predicted = 0;
    let observed = 0;
    let spread = 0;
    for (let rank = start; rank < end; rank++) {
      const row = order[rank] as number;
      predicted += scores[row] as number;
      const before = observed;
      observed += ((labels[row] as number) - observed) / (rank - start + 1);
      spread += ((labels[row] as number) - before) * ((labels[row] as number) - observed);
    }
    const [low, high] = binary ? wilson(observed, rows) : normal(observed, spread, rows);
    const bin = {
      rows,
      from: scores[order[start] as number] as number,
      to: scores[order[end - 1] as number] as number,
      predicted: predicted / rows,
      observed,
      low,
      high,
    };
    start = end;
    return bin;
  });
}

/** Wilson's interval of a share. */
export function wilson(share: number, rows: number): readonly [number, number] {
  const scale = 1 + (Z * Z) / rows;
  const middle = (share + (Z * Z) / (2 * rows)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / rows + (Z * Z) / (4 * rows * rows));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

function normal(mean: number, spread: number, rows: number): readonly [number, number] {
  const half = rows < 2 ? 0 : Z * Math.sqrt(spread / (rows - 1) / rows);
  return [mean - half, mean + half];
}
