// Finds the split of a node that reduces the loss most, from its histograms.
import { MISSING_BIN } from "./bin-edges.ts";
import { HISTOGRAM_LENGTH, SCALE } from "./shared-state.ts";

/** Sums over a node's rows, in whole numbers of 1/SCALE. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
}

export interface Split {
  readonly feature: number;
  /** Bins up to this go left. */
  readonly bin: number;
  readonly missingLeft: boolean;
  /** Reduction of the loss. */
  readonly gain: number;
  readonly left: Sums;
  readonly right: Sums;
}

export interface SplitRules {
  readonly l2: number;
  readonly minChildWeight: number;
  readonly minGain: number;
}

/**
 * `histograms[at..]` are the node's, by feature. Null where no split gains enough. Of equal gains the first feature
 * and the lowest bin win.
 */
export function findSplit(
  histograms: Float64Array,
  at: number,
  binCounts: readonly number[],
  node: Sums,
  rules: SplitRules,
): Split | null {
  const l2 = rules.l2 * SCALE;
  const least = Math.max(1, rules.minChildWeight * SCALE);
  const { gradient: g, hessian: h } = node;
  const before = score(g, h, l2);
  let bestGain = 2 * rules.minGain * SCALE;
  let bestFeature = -1;
  let bestBin = 0;
  let bestMissingLeft = false;
  let bestG = 0;
  let bestH = 0;
  for (let feature = 0; feature < binCounts.length; feature++) {
    const start = at + feature * HISTOGRAM_LENGTH;
    const missingG = histograms[start + 2 * MISSING_BIN] as number;
    const missingH = histograms[start + 2 * MISSING_BIN + 1] as number;
    const last = (binCounts[feature] as number) - 1;
    // The last bin has nothing but missing values to its right.
    const missing = missingH !== 0 || missingG !== 0;
    const end = missing ? last : last - 1;
    let leftG = 0;
    let leftH = 0;
    for (let bin = 0; bin <= end; bin++) {
      const binG = histograms[start + 2 * bin] as number;
      const binH = histograms[start + 2 * bin + 1] as number;
      if (binH === 0 && binG === 0) continue;
      leftG += binG;
      leftH += binH;
      if (leftH >= least && h - leftH >= least) {
        const gain = score(leftG, leftH, l2) + score(g - leftG, h - leftH, l2) - before;
        if (gain > bestGain) {
          bestGain = gain;
          bestFeature = feature;
          bestBin = bin;
          bestMissingLeft = !missing && leftH >= h - leftH;
          bestG = leftG;
          bestH = leftH;
        }
      }
      if (!missing || bin === last) continue;
      const withG = leftG + missingG;
      const withH = leftH + missingH;
      if (withH >= least && h - withH >= least) {
        const gain = score(withG, withH, l2) + score(g - withG, h - withH, l2) - before;
        if (gain > bestGain) {
          bestGain = gain;
          bestFeature = feature;
          bestBin = bin;
          bestMissingLeft = true;
          bestG = withG;
          bestH = withH;
        }
      }
    }
  }
  if (bestFeature < 0) return null;
  return {
    feature: bestFeature,
    bin: bestBin,
    missingLeft: bestMissingLeft,
    gain: bestGain / (2 * SCALE),
    left: { gradient: bestG, hessian: bestH },
    right: { gradient: g - bestG, hessian: h - bestH },
  };
}

function score(gradient: number, hessian: number, l2: number): number {
  return (gradient * gradient) / (hessian + l2);
}
