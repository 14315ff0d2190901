// Random tree ensembles and rows, with every value that is awkward for a split: missing, infinite, zero of either sign.
import type { Tree, TreeEnsemble } from "../../runtime/model/onnx/write-tree-ensemble.ts";

const AWKWARD = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1e-40, 3.4e38];

export function randomTree(random: () => number, features: number, depth: number): Tree {
  const nodes: {
    feature: number;
    threshold: number;
    missing: number;
    left: number;
    right: number;
    value: number;
  }[] = [];
  const grow = (level: number): number => {
    const id = nodes.length;
    const leaf = level === depth || random() < 0.1;
    const node = {
      feature: leaf ? -1 : Math.floor(random() * features),
      threshold: leaf ? 0 : awkwardOr(random, 0.1),
      missing: leaf || random() < 0.5 ? 0 : 1,
      left: 0,
      right: 0,
      value: leaf ? Math.round((random() - 0.5) * 2 ** 16) / 2 ** 18 : 0,
    };
    if (Number.isNaN(node.threshold)) node.threshold = 0.5;
    nodes.push(node);
    if (leaf) return id;
    node.left = grow(level + 1);
    node.right = grow(level + 1);
    return id;
  };
  grow(0);
  return {
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float32Array.from(nodes, (node) => node.threshold),
    missingLeft: Uint8Array.from(nodes, (node) => node.missing),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    value: Float32Array.from(nodes, (node) => node.value),
  };
}

export function randomEnsemble(
  random: () => number,
  features: number,
  trees: number,
  depth: number,
): TreeEnsemble {
  return {
    features: Array.from({ length: features }, (_, index) => `view__f${index}`),
    output: "probability",
    baseValue: -1.25,
    trees: Array.from({ length: trees }, () => randomTree(random, features, depth)),
  };
}

export function randomRows(random: () => number, rows: number, features: number): Float32Array {
  return Float32Array.from({ length: rows * features }, () => awkwardOr(random, 0.15));
}

function awkwardOr(random: () => number, share: number): number {
  if (random() < share) return AWKWARD[Math.floor(random() * AWKWARD.length)] as number;
  // Few distinct values, so that rows often lie exactly on a threshold.
  return random() < 0.5 ? Math.floor(random() * 20) / 10 : random() * 2;
}
