// The oracle of tree prediction: one row, one tree, one node at a time.
import type { Tree, TreeEnsemble } from "../../runtime/model/onnx/write-tree-ensemble.ts";

export function walkTree(tree: Tree, row: Float32Array): number {
  let node = 0;
  while ((tree.feature[node] as number) >= 0) {
    const value = row[tree.feature[node] as number] as number;
    const left = Number.isNaN(value)
      ? tree.missingLeft[node] === 1
      : value <= (tree.threshold[node] as number);
    node = (left ? tree.left[node] : tree.right[node]) as number;
  }
  return tree.value[node] as number;
}

/** Log-odds, added up in float32 as ONNX Runtime does. */
export function walkLogOdds({ trees, baseValue }: TreeEnsemble, row: Float32Array): number {
  let sum = 0;
  for (const tree of trees) sum = Math.fround(sum + walkTree(tree, row));
  return Math.fround(sum + baseValue);
}

export function sigmoid(logOdds: number): number {
  return Math.fround(1 / (1 + Math.exp(-logOdds)));
}
