// How far a distribution has moved: population stability index and Kolmogorov-Smirnov distance of two samples.

export interface Drift {
  readonly psi: number;
  /** Of the values that there are, 0 to 1; null where one of the samples has none. */
  readonly ks: number | null;
  /** Shares of missing values. */
  readonly missing: { readonly before: number; readonly now: number };
  readonly mean: { readonly before: number | null; readonly now: number | null };
}

const BINS = 10;
/** An empty bin counts as this share, or one row's half: logarithms of zero say nothing. */
const LEAST_SHARE = 1e-4;

/** NaN is a missing value. */
export function driftOf(before: Float64Array, now: Float64Array): Drift {
  const [old, fresh] = [presentOf(before), presentOf(now)];
  return {
    psi: stabilityIndex(old, fresh, [before.length - old.length, now.length - fresh.length]),
    ks: old.length === 0 || fresh.length === 0 ? null : distance(old, fresh),
    missing: { before: 1 - old.length / before.length, now: 1 - fresh.length / now.length },
    mean: { before: meanOf(old), now: meanOf(fresh) },
  };
}

/** Sorted. */
function presentOf(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value)).sort();
}

/** Over the deciles of the values before, each distinct one once, and over missing values. Both are sorted. */
export function stabilityIndex(
  before: Float64Array,
  now: Float64Array,
  [missingBefore, missingNow]: readonly [number, number],
): number {
  const edges: number[] = [];
  for (let bin = 1; bin < BINS; bin++) {
    const edge = before[Math.floor((bin * before.length) / BINS)];
    if (edge !== undefined && edge !== edges.at(-1) && edge !== before[0]) edges.push(edge);
  }
  const old = [...countsOf(before, edges), missingBefore];
  const fresh = [...countsOf(now, edges), missingNow];
  const [oldRows, freshRows] = [before.length + missingBefore, now.length + missingNow];
  return old.reduce((sum, count, bin) => {
    const other = fresh[bin] as number;
    if (count === 0 && other === 0) return sum;
    const [expected, actual] = [shareOf(count, oldRows), shareOf(other, freshRows)];
    return sum + (actual - expected) * Math.log(actual / expected);
  }, 0);
}

function shareOf(count: number, rows: number): number {
  return count === 0 ? Math.min(LEAST_SHARE, 0.5 / rows) : count / rows;
}

/** A bin holds its lower edge: values from the one before up to the next. */
function countsOf(sorted: Float64Array, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin < edges.length && value >= (edges[bin] as number)) bin++;
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

/** The greatest distance of the two distribution functions. Both are sorted. */
export function distance(left: Float64Array, right: Float64Array): number {
  let [i, j, most] = [0, 0, 0];
  while (i < left.length && j < right.length) {
    const value = Math.min(left[i] as number, right[j] as number);
    while (i < left.length && left[i] === value) i++;
    while (j < right.length && right[j] === value) j++;
    most = Math.max(most, Math.abs(i / left.length - j / right.length));
  }
  return most;
}

function meanOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  let mean = 0;
  for (const [index, value] of values.entries()) mean += (value - mean) / (index + 1);
  return mean;
}
