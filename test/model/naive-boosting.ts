// The oracle of boosting: every split of every node is tried on plain lists of rows. Slow and obvious.
import type { Edges } from "../../definitions/trainers/gbdt/bin-edges.ts";
import type { Parameters } from "../../definitions/trainers/gbdt/parameters.ts";
import type { Tree } from "../../runtime/model/onnx/write-tree-ensemble.ts";

export type NestedTree =
  | { readonly value: number }
  | {
      readonly feature: number;
      readonly threshold: number;
      readonly missingLeft: boolean;
      readonly left: NestedTree;
      readonly right: NestedTree;
    };

interface Row {
  readonly values: readonly number[];
  readonly label: number;
  margin: number;
  gradient: number;
  hessian: number;
}

interface Rules {
  readonly edges: readonly Edges[];
  readonly parameters: Parameters;
}

const SCALE = 2 ** 23;
const QUANTUM = 2 ** -18;

export function boostNaively(
  values: readonly (readonly number[])[],
  labels: readonly number[],
  rules: Rules,
): NestedTree[] {
  const rate = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const margin = Math.round(Math.log(rate / (1 - rate)) / QUANTUM) * QUANTUM;
  const rows: Row[] = values.map((row, i) => ({
    values: row.map(Math.fround),
    label: labels[i] as number,
    margin,
    gradient: 0,
    hessian: 0,
  }));
  return Array.from({ length: rules.parameters.trees }, () => {
    for (const row of rows) {
      const probability = 1 / (1 + Math.exp(-row.margin));
      row.gradient = Math.round((probability - row.label) * SCALE);
      row.hessian = Math.round(probability * (1 - probability) * SCALE);
    }
    const tree = grow(rows, rules, 0);
    for (const row of rows) row.margin += predict(tree, row);
    return tree;
  });
}

export function nest(tree: Tree, node = 0): NestedTree {
  if ((tree.feature[node] as number) < 0) return { value: tree.value[node] as number };
  return {
    feature: tree.feature[node] as number,
    threshold: tree.threshold[node] as number,
    missingLeft: tree.missingLeft[node] === 1,
    left: nest(tree, tree.left[node]),
    right: nest(tree, tree.right[node]),
  };
}

function grow(rows: readonly Row[], rules: Rules, level: number): NestedTree {
  const { parameters, edges } = rules;
  const [gradient, hessian] = sums(rows);
  const step = Math.min(4, Math.max(-4, -gradient / (hessian + parameters.l2 * SCALE)));
  const leaf = { value: Math.round((step * parameters.learning_rate) / QUANTUM) * QUANTUM };
  if (level === parameters.depth) return leaf;
  let best: {
    gain: number;
    feature: number;
    threshold: number;
    missingLeft: boolean;
    left: Row[];
    right: Row[];
  } = {
    gain: 2 * parameters.min_gain * SCALE,
    feature: -1,
    threshold: 0,
    missingLeft: false,
    left: [],
    right: [],
  };
  for (const [feature, thresholds] of edges.entries()) {
    const at = (row: Row): number => row.values[feature] as number;
    const anyMissing = rows.some((row) => Number.isNaN(at(row)));
    for (const [bin, threshold] of thresholds.entries()) {
      const below = bin === 0 ? null : (thresholds[bin - 1] as number);
      if (!rows.some((row) => at(row) <= threshold && !(below !== null && at(row) <= below))) continue;
      for (const missingLeft of anyMissing ? [false, true] : [false]) {
        const goesLeft = (row: Row): boolean => (Number.isNaN(at(row)) ? missingLeft : at(row) <= threshold);
        const left = rows.filter(goesLeft);
        const right = rows.filter((row) => !goesLeft(row));
        const [leftG, leftH] = sums(left);
        const [rightG, rightH] = sums(right);
        const least = Math.max(1, parameters.min_child_weight * SCALE);
        if (leftH < least || rightH < least) continue;
        const l2 = parameters.l2 * SCALE;
        const gain = leftG ** 2 / (leftH + l2) + rightG ** 2 / (rightH + l2) - gradient ** 2 / (hessian + l2);
        if (gain <= best.gain) continue;
        best = {
          gain,
          feature,
          threshold,
          missingLeft: anyMissing ? missingLeft : leftH >= rightH,
          left,
          right,
        };
      }
    }
  }
  if (best.feature < 0) return leaf;
  return {
    feature: best.feature,
    threshold: best.threshold,
    missingLeft: best.missingLeft,
    left: grow(best.left, rules, level + 1),
    right: grow(best.right, rules, level + 1),
  };
}

function predict(tree: NestedTree, row: Row): number {
  if ("value" in tree) return tree.value;
  const value = row.values[tree.feature] as number;
  const left = Number.isNaN(value) ? tree.missingLeft : value <= tree.threshold;
  return predict(left ? tree.left : tree.right, row);
}

function sums(rows: readonly Row[]): [number, number] {
  return [rows.reduce((sum, row) => sum + row.gradient, 0), rows.reduce((sum, row) => sum + row.hessian, 0)];
}
