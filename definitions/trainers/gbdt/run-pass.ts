// One thread's share of a pass over the rows: move them down the tree, take gradients, collect histograms.
import {
  BLOCK_ROWS,
  blockCount,
  CONTROL,
  groupCount,
  HISTOGRAM_LENGTH,
  LANES,
  nodeWidth,
  PASS,
  SCALE,
  type SharedState,
  trainBlockCount,
} from "./shared-state.ts";

/** The sampled rows of one block in nodes that are collected, with what is added for each. */
interface Selection {
  readonly rows: Int32Array;
  readonly slots: Int32Array;
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
}

export function createSelection(): Selection {
  return {
    rows: new Int32Array(BLOCK_ROWS),
    slots: new Int32Array(BLOCK_ROWS),
    gradients: new Float64Array(BLOCK_ROWS),
    hessians: new Float64Array(BLOCK_ROWS),
  };
}

/** Takes blocks of rows, as long as there are some, until all threads together have done the pass. */
export function runPass(state: SharedState, thread: number, selection: Selection): void {
  const { shape, control, pass } = state;
  const trainBlocks = trainBlockCount(shape.trainRows);
  const blocks = blockCount(shape);
  const groups = groupCount(shape);
  const collects = pass[PASS.collect] === 1;
  const histograms = state.histograms[thread] as Float64Array;
  if (collects) histograms.fill(0, 0, (pass[PASS.slots] as number) * nodeWidth(shape));
  for (;;) {
    const block = Atomics.add(control, CONTROL.nextBlock, 1);
    if (block >= blocks) return;
    const learns = block < trainBlocks;
    const start = learns ? block * BLOCK_ROWS : shape.trainRows + (block - trainBlocks) * BLOCK_ROWS;
    const end = Math.min(start + BLOCK_ROWS, learns ? shape.trainRows : shape.rows);
    route(state.bins, state.nodeOf, state.column, state.next, start, end);
    if (pass[PASS.treeStart] === 1) {
      addLeaves(state.margins, state.nodeOf, state.leafValue, start, end);
      if (pass[PASS.loss] === 1) state.losses[block] = sumLoss(state.margins, state.labels, start, end);
      if (learns && collects) takeGradients(state, pass[PASS.seed] as number, start, end);
    }
    if (!learns || !collects) continue;
    const count = select(state, selection, start, end);
    for (let group = 0; group < groups; group++) {
      accumulate(
        state.words,
        group * shape.rows,
        selection,
        count,
        histograms,
        group * LANES * HISTOGRAM_LENGTH,
      );
    }
  }
}

function route(
  bins: Uint8Array,
  nodeOf: Uint16Array,
  column: Int32Array,
  next: Uint16Array,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) {
    const node = nodeOf[row] as number;
    const bin = bins[(column[node] as number) + LANES * row] as number;
    nodeOf[row] = next[(node << 8) | bin] as number;
  }
}

function addLeaves(
  margins: Float32Array,
  nodeOf: Uint16Array,
  leafValue: Float32Array,
  start: number,
  end: number,
): void {
  for (let row = start; row < end; row++) {
    (margins[row] as number) += leafValue[nodeOf[row] as number] as number;
    nodeOf[row] = 0;
  }
}

function sumLoss(margins: Float32Array, labels: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let row = start; row < end; row++) {
    const margin = margins[row] as number;
    sum += Math.max(margin, 0) - margin * (labels[row] as number) + Math.log1p(Math.exp(-Math.abs(margin)));
  }
  return sum;
}

function takeGradients(state: SharedState, seed: number, start: number, end: number): void {
  const { margins, labels, hashes, gradients, hessians, sampled } = state;
  const { sampleBelow } = state.shape;
  for (let row = start; row < end; row++) {
    if (mix((hashes[row] as number) ^ seed) >= sampleBelow) {
      sampled[row] = 0;
      continue;
    }
    sampled[row] = 1;
    const probability = 1 / (1 + Math.exp(-(margins[row] as number)));
    gradients[row] = Math.round((probability - (labels[row] as number)) * SCALE);
    hessians[row] = Math.round(probability * (1 - probability) * SCALE);
  }
}

/** Spreads every bit of a 32-bit word over all others (MurmurHash3's finalizer). */
function mix(word: number): number {
  let x = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

function select(state: SharedState, selection: Selection, start: number, end: number): number {
  const { nodeOf, slot, sampled, gradients, hessians } = state;
  const { rows, slots, gradients: g, hessians: h } = selection;
  let count = 0;
  for (let row = start; row < end; row++) {
    const at = slot[nodeOf[row] as number] as number;
    // Written always and kept or not: a branch here is mispredicted every other time.
    rows[count] = row;
    slots[count] = at;
    g[count] = gradients[row] as number;
    h[count] = hessians[row] as number;
    count += (sampled[row] as number) & ~(at >> 31);
  }
  return count;
}

/** Adds the selected rows to the histograms of four features: a bin's two sums lie side by side. */
function accumulate(
  words: Int32Array,
  column: number,
  { rows, slots, gradients, hessians }: Selection,
  count: number,
  histograms: Float64Array,
  first: number,
): void {
  for (let i = 0; i < count; i++) {
    const bins = words[column + (rows[i] as number)] as number;
    const base = (slots[i] as number) + first;
    const gradient = gradients[i] as number;
    const hessian = hessians[i] as number;
    const a = base + ((bins & 255) << 1);
    (histograms[a] as number) += gradient;
    (histograms[a + 1] as number) += hessian;
    const b = base + HISTOGRAM_LENGTH + ((bins >>> 7) & 510);
    (histograms[b] as number) += gradient;
    (histograms[b + 1] as number) += hessian;
    const c = base + 2 * HISTOGRAM_LENGTH + ((bins >>> 15) & 510);
    (histograms[c] as number) += gradient;
    (histograms[c + 1] as number) += hessian;
    const d = base + 3 * HISTOGRAM_LENGTH + ((bins >>> 23) & 510);
    (histograms[d] as number) += gradient;
    (histograms[d + 1] as number) += hessian;
  }
}
