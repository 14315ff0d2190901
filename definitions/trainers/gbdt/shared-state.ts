// The memory that all threads of a training work on: binned rows, their state in boosting, and the current tree.

/** A histogram has a sum of gradients and one of hessians for each of 256 bins. */
export const HISTOGRAM_LENGTH = 512;
/** Features whose bins of a row lie side by side, as the bytes of a 32-bit word: one read for four. */
export const LANES = 4;
/** Rows that a thread takes at a time: their scratch fits a core's second-level cache. */
export const BLOCK_ROWS = 32_768;
/**
 * Gradients and hessians are whole numbers of 1/SCALE, so their sums are exact: a histogram is the same whatever
 * the order of rows and the number of threads, and so is the model.
 */
export const SCALE = 2 ** 23;

/** Words of `control`. */
export const CONTROL = { generation: 0, done: 1, nextBlock: 2, quit: 3, failed: 4 } as const;

/** What one pass over the rows does; words of `pass`. */
export const PASS = {
  /** 1: the last tree is complete, so add its leaves; take gradients for the next. */
  treeStart: 0,
  /** 1: collect histograms of the nodes that have a slot. */
  collect: 1,
  /** 1: sum up the loss of every block. */
  loss: 2,
  /** Histograms to collect. */
  slots: 3,
  /** Seed of the tree's sample of rows. */
  seed: 4,
} as const;

export interface Shape {
  /** Rows to learn from come first, then those held out. */
  readonly rows: number;
  readonly trainRows: number;
  readonly features: number;
  readonly depth: number;
  readonly threads: number;
  /** A row is in a tree's sample if its mixed hash is below this, of 2^32. */
  readonly sampleBelow: number;
}

/** Every array is over a SharedArrayBuffer. Nodes are numbered in order of creation; node 0 is the root. */
export interface SharedState {
  readonly shape: Shape;
  readonly control: Int32Array;
  readonly pass: Int32Array;
  /** Bins of a feature: `bins[binsStart(shape, feature) + LANES * row]`. */
  readonly bins: Uint8Array;
  /** The same memory: `words[group * rows + row]` has the bins of four features. */
  readonly words: Int32Array;
  /** 1 or 0. */
  readonly labels: Uint8Array;
  /** A hash of each row's values, from which samples are drawn. */
  readonly hashes: Uint32Array;
  /** Log-odds predicted so far. */
  readonly margins: Float32Array;
  readonly gradients: Int32Array;
  readonly hessians: Int32Array;
  /** 1 where the row is in the current tree's sample. */
  readonly sampled: Uint8Array;
  /** The node of the current tree that each row is in. */
  readonly nodeOf: Uint16Array;
  /** By node: where the bins of the feature that it splits on start, in `bins`. */
  readonly column: Int32Array;
  /** `next[node * 256 + bin]`: the node that a row goes to; the node itself for a leaf. */
  readonly next: Uint16Array;
  /** By node: log-odds that a leaf adds. */
  readonly leafValue: Float32Array;
  /** By node: index of the first word of its slot in a thread's histograms; -1: none is collected. */
  readonly slot: Int32Array;
  /** By block: the sum of its rows' losses. */
  readonly losses: Float64Array;
  /** By thread: histograms by slot, then feature, then bin. */
  readonly histograms: readonly Float64Array[];
}

export function createSharedState(shape: Shape): SharedState {
  const { rows, features, depth, threads } = shape;
  const nodes = 2 ** (depth + 1);
  const slots = Math.max(1, 2 ** (depth - 2));
  if (rows * LANES * groupCount(shape) >= 2 ** 31) {
    throw new Error(
      `${rows} rows of ${features} features are too many for one machine: sample the training set`,
    );
  }
  const bytes = (count: number) => new SharedArrayBuffer(count);
  const words = (count: number) => new SharedArrayBuffer(4 * count);
  const bins = bytes(rows * LANES * groupCount(shape));
  return {
    shape,
    control: new Int32Array(words(Object.keys(CONTROL).length)),
    pass: new Int32Array(words(Object.keys(PASS).length)),
    bins: new Uint8Array(bins),
    words: new Int32Array(bins),
    labels: new Uint8Array(bytes(rows)),
    hashes: new Uint32Array(words(rows)),
    margins: new Float32Array(words(rows)),
    gradients: new Int32Array(words(rows)),
    hessians: new Int32Array(words(rows)),
    sampled: new Uint8Array(bytes(rows)),
    nodeOf: new Uint16Array(bytes(2 * rows)),
    column: new Int32Array(words(nodes)),
    next: new Uint16Array(bytes(2 * nodes * 256)),
    leafValue: new Float32Array(words(nodes)),
    slot: new Int32Array(words(nodes)),
    losses: new Float64Array(bytes(8 * blockCount(shape))),
    histograms: Array.from({ length: threads }, () => new Float64Array(bytes(8 * slots * nodeWidth(shape)))),
  };
}

export function groupCount({ features }: Shape): number {
  return Math.ceil(features / LANES);
}

export function binsStart({ rows }: Shape, feature: number): number {
  return Math.floor(feature / LANES) * rows * LANES + (feature % LANES);
}

/** Length of one node's histograms: those of its features, and of lanes that no feature uses. */
export function nodeWidth(shape: Shape): number {
  return groupCount(shape) * LANES * HISTOGRAM_LENGTH;
}

/** No block holds both rows to learn from and rows held out. */
export function blockCount({ rows, trainRows }: Shape): number {
  return trainBlockCount(trainRows) + Math.ceil((rows - trainRows) / BLOCK_ROWS);
}

export function trainBlockCount(trainRows: number): number {
  return Math.ceil(trainRows / BLOCK_ROWS);
}
