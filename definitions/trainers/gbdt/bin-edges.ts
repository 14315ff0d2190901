// Sorts a feature's values into at most 255 intervals of about equally many rows, with float32 edges.

/** The bin of missing values, beside the 255 of values. */
export const MISSING_BIN = 255;

/** Values up to and including `edges[b]`, and above `edges[b - 1]`, are in bin b; the last edge is infinity. */
export type Edges = Float32Array;

/** `sample` is sorted in place; NaN is skipped. Values are told apart as float32, as the served model sees them. */
export function chooseEdges(sample: Float32Array, maxBins: number): Edges {
  sample.sort();
  let end = sample.length;
  while (end > 0 && Number.isNaN(sample[end - 1])) end--;
  const values: number[] = [];
  const counts: number[] = [];
  for (let i = 0; i < end; i++) {
    const value = sample[i] as number;
    if (values.length > 0 && values[values.length - 1] === value) (counts[counts.length - 1] as number)++;
    else {
      values.push(value);
      counts.push(1);
    }
  }
  const edges: number[] = [];
  let rowsLeft = end;
  let inBin = 0;
  for (let i = 0; i + 1 < values.length && edges.length + 1 < maxBins; i++) {
    inBin += counts[i] as number;
    const binsLeft = maxBins - edges.length;
    // Few distinct values get a bin each; else a bin closes once it has its share, or when a heavy value follows.
    const share = rowsLeft / binsLeft;
    const distinctLeft = values.length - i;
    if (distinctLeft > binsLeft && inBin < share && (counts[i + 1] as number) < share) continue;
    edges.push(between(values[i] as number, values[i + 1] as number));
    rowsLeft -= inBin;
    inBin = 0;
  }
  edges.push(Number.POSITIVE_INFINITY);
  return Float32Array.from(edges);
}

/** A float32 number at least `low` and below `high`: the middle where there is one. */
function between(low: number, high: number): number {
  const middle = Math.fround(low / 2 + high / 2);
  return middle >= low && middle < high ? middle : low;
}

/** The bits of a float32 above this decide where the search for its bin starts. */
const KEY_SHIFT = 18;

/** Finds the bins of many values of one feature: a table on a value's leading bits, then a few steps. */
export class Binner {
  readonly #edges: Edges;
  readonly #start: Uint8Array;

  constructor(edges: Edges) {
    this.#edges = edges;
    this.#start = new Uint8Array(2 ** (32 - KEY_SHIFT));
    const value = new Float32Array(1);
    const bits = new Uint32Array(value.buffer);
    let bin = 0;
    for (let key = 0; key < this.#start.length; key++) {
      // The least value with this key, from the order-preserving key back to its bits.
      const ordered = (key << KEY_SHIFT) >>> 0;
      bits[0] = ordered >= 0x80000000 ? ordered ^ 0x80000000 : ~ordered;
      while ((value[0] as number) > (edges[bin] as number)) bin++;
      this.#start[key] = bin;
    }
  }

  /** Writes the bins of `values[0..count)` from `at` on, `stride` apart; returns how many were missing. */
  bin(
    values: Float32Array,
    bits: Int32Array,
    count: number,
    bins: Uint8Array,
    at: number,
    stride: number,
  ): number {
    const edges = this.#edges;
    const start = this.#start;
    let missing = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i] as number;
      if (Number.isNaN(value)) {
        bins[at + i * stride] = MISSING_BIN;
        missing++;
        continue;
      }
      const raw = bits[i] as number;
      let bin = start[(raw ^ ((raw >> 31) | 0x80000000)) >>> KEY_SHIFT] as number;
      while (value > (edges[bin] as number)) bin++;
      bins[at + i * stride] = bin;
    }
    return missing;
  }
}
