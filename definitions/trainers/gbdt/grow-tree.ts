// Grows one tree level by level: histograms of the smaller child of each pair, the larger by subtraction.
import type { Tree } from "bifold/training";
import { type Edges, MISSING_BIN } from "./bin-edges.ts";
import { findSplit, type SplitRules, type Sums } from "./find-split.ts";
import { binsStart, HISTOGRAM_LENGTH, nodeWidth, PASS, SCALE, type SharedState } from "./shared-state.ts";

/**
 * Leaf values are whole multiples of this many log-odds, so that a sum of them is exact in float32 while it stays
 * below 64: any order of summation, in training and in ONNX Runtime, gives the same log-odds.
 */
export const LEAF_QUANTUM = 2 ** -18;
/** A leaf moves its rows by this much before the learning rate, at most, in log-odds. */
const MAX_STEP = 4;

export interface GrowOptions {
  readonly rules: SplitRules;
  readonly learningRate: number;
  readonly edges: readonly Edges[];
  /** Called with every split, for importances. */
  readonly onSplit: (feature: number, gain: number) => void;
}

interface OpenNode {
  readonly id: number;
  readonly sums: Sums;
  /** Where its histograms start in its level's. */
  readonly at: number;
}

interface GrowingTree {
  readonly feature: number[];
  readonly threshold: number[];
  readonly missingLeft: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
}

/**
 * Histograms of the root are in the threads' first slot already. When it returns, rows still wait to be moved from
 * the last level's nodes to its leaves: the next pass does it.
 */
export class TreeGrower {
  readonly #state: SharedState;
  readonly #runPass: () => void;
  readonly #options: GrowOptions;
  readonly #binCounts: readonly number[];
  /** Length of one node's histograms. */
  readonly #width: number;
  #parents: Float64Array;
  #level: Float64Array;

  constructor(state: SharedState, runPass: () => void, options: GrowOptions) {
    this.#state = state;
    this.#runPass = runPass;
    this.#options = options;
    this.#binCounts = options.edges.map((edges) => edges.length);
    this.#width = nodeWidth(state.shape);
    const nodes = 2 ** (state.shape.depth - 1);
    this.#parents = new Float64Array(nodes * this.#width);
    this.#level = new Float64Array(nodes * this.#width);
  }

  grow(): Tree {
    const tree: GrowingTree = { feature: [], threshold: [], missingLeft: [], left: [], right: [], value: [] };
    this.#gather(this.#level, 0, 0);
    const sums = this.#totals(0);
    const root = this.#addNode(tree, sums);
    let open: OpenNode[] = [{ id: root, sums, at: 0 }];
    for (let level = 1; open.length > 0; level++) {
      const last = level === this.#state.shape.depth;
      open = this.#splitLevel(tree, open, last);
    }
    return {
      feature: Int32Array.from(tree.feature),
      threshold: Float32Array.from(tree.threshold),
      missingLeft: Uint8Array.from(tree.missingLeft),
      left: Int32Array.from(tree.left),
      right: Int32Array.from(tree.right),
      value: Float32Array.from(tree.value),
    };
  }

  /** Splits what gains by it; returns the children, with their histograms, unless the level is the last. */
  #splitLevel(tree: GrowingTree, open: readonly OpenNode[], last: boolean): OpenNode[] {
    const state = this.#state;
    const children: OpenNode[] = [];
    const pairs: { readonly small: OpenNode; readonly large: OpenNode; readonly parent: number }[] = [];
    for (const node of open) {
      const split = findSplit(this.#level, node.at, this.#binCounts, node.sums, this.#options.rules);
      if (split === null) continue;
      this.#options.onSplit(split.feature, split.gain);
      const left = this.#addNode(tree, split.left);
      const right = this.#addNode(tree, split.right);
      tree.feature[node.id] = split.feature;
      tree.threshold[node.id] = (this.#options.edges[split.feature] as Edges)[split.bin] as number;
      tree.missingLeft[node.id] = split.missingLeft ? 1 : 0;
      tree.left[node.id] = left;
      tree.right[node.id] = right;
      const first = node.id << 8;
      state.column[node.id] = binsStart(state.shape, split.feature);
      state.next.fill(left, first, first + split.bin + 1);
      state.next.fill(right, first + split.bin + 1, first + 256);
      state.next[first + MISSING_BIN] = split.missingLeft ? left : right;
      if (last) continue;
      const at = children.length * this.#width;
      const leftNode: OpenNode = { id: left, sums: split.left, at };
      const rightNode: OpenNode = { id: right, sums: split.right, at: at + this.#width };
      children.push(leftNode, rightNode);
      const leftSmaller = split.left.hessian <= split.right.hessian;
      const small = leftSmaller ? leftNode : rightNode;
      state.slot[small.id] = pairs.length * this.#width;
      pairs.push({ small, large: leftSmaller ? rightNode : leftNode, parent: node.at });
    }
    if (children.length === 0) return children;
    state.pass[PASS.treeStart] = 0;
    state.pass[PASS.loss] = 0;
    state.pass[PASS.collect] = 1;
    state.pass[PASS.slots] = pairs.length;
    this.#runPass();
    [this.#parents, this.#level] = [this.#level, this.#parents];
    for (const { small, large, parent } of pairs) {
      this.#gather(this.#level, small.at, state.slot[small.id] as number);
      state.slot[small.id] = -1;
      for (let i = 0; i < this.#width; i++) {
        this.#level[large.at + i] =
          (this.#parents[parent + i] as number) - (this.#level[small.at + i] as number);
      }
    }
    return children;
  }

  /** Adds up the threads' histograms of one slot; sums of whole numbers, so in any order. */
  #gather(into: Float64Array, at: number, slot: number): void {
    const [first, ...others] = this.#state.histograms;
    into.set((first as Float64Array).subarray(slot, slot + this.#width), at);
    for (const histograms of others) {
      for (let i = 0; i < this.#width; i++) {
        (into[at + i] as number) += histograms[slot + i] as number;
      }
    }
  }

  /** Sums over all rows of a node: those over the bins of any one feature. */
  #totals(at: number): Sums {
    let gradient = 0;
    let hessian = 0;
    for (let i = 0; i < HISTOGRAM_LENGTH; i += 2) {
      gradient += this.#level[at + i] as number;
      hessian += this.#level[at + i + 1] as number;
    }
    return { gradient, hessian };
  }

  #addNode(tree: GrowingTree, { gradient, hessian }: Sums): number {
    const id = tree.feature.length;
    const step = hessian > 0 ? -gradient / (hessian + this.#options.rules.l2 * SCALE) : 0;
    const bounded = Math.min(MAX_STEP, Math.max(-MAX_STEP, step)) * this.#options.learningRate;
    const value = Math.round(bounded / LEAF_QUANTUM) * LEAF_QUANTUM;
    tree.feature.push(-1);
    tree.threshold.push(0);
    tree.missingLeft.push(0);
    tree.left.push(0);
    tree.right.push(0);
    tree.value.push(value);
    this.#state.column[id] = 0;
    this.#state.next.fill(id, id << 8, (id + 1) << 8);
    this.#state.leafValue[id] = value;
    this.#state.slot[id] = -1;
    return id;
  }
}
