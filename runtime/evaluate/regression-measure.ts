// RMSE, MAE and the share of variance explained, in one pass over rows.
import type { Scored } from "./scored.ts";

/** In the order of the regression metrics: rmse, mae, r2. */
export function regressionMeasure({ scores, labels }: Scored): (weights: Uint8Array | null) => Float64Array {
  // Around the mean of all rows, so that the variance does not drown in the labels' own size.
  let centre = 0;
  for (let row = 0; row < labels.length; row++) centre += ((labels[row] as number) - centre) / (row + 1);
  return (weights) => {
    let all = 0;
    let squares = 0;
    let distances = 0;
    let sum = 0;
    let sumOfSquares = 0;
    for (let row = 0; row < labels.length; row++) {
      const weight = weights === null ? 1 : (weights[row] as number);
      const label = (labels[row] as number) - centre;
      const error = (scores[row] as number) - (labels[row] as number);
      all += weight;
      squares += weight * error * error;
      distances += weight * Math.abs(error);
      sum += weight * label;
      sumOfSquares += weight * label * label;
    }
    const variance = sumOfSquares - (sum * sum) / all;
    return Float64Array.of(Math.sqrt(squares / all), distances / all, 1 - squares / variance);
  };
}
