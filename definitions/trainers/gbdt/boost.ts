// Gradient boosting with log-loss: one tree after another, each fitted to what the earlier ones leave.
import type { Tree } from "bifold/training";
import type { Edges } from "./bin-edges.ts";
import { LEAF_QUANTUM, TreeGrower } from "./grow-tree.ts";
import type { Parameters } from "./parameters.ts";
import { PASS, type SharedState, trainBlockCount } from "./shared-state.ts";
import { ThreadTeam } from "./thread-team.ts";

/** Mean log-loss after so many trees; null of held-out rows where there are none. */
export interface Losses {
  readonly trees: number;
  readonly train: number;
  readonly holdout: number | null;
}

export interface Boosted {
  readonly baseValue: number;
  readonly trees: readonly Tree[];
  /** By feature: reduction of the loss by its splits, and their number. */
  readonly gains: Float64Array;
  readonly splits: Int32Array;
}

export interface BoostOptions {
  readonly parameters: Parameters;
  readonly seed: number;
  /** Share of positive labels among the rows to learn from. */
  readonly baseRate: number;
  readonly onLosses: (losses: Losses) => void;
  readonly onTree: (trees: number) => void;
}

/** Leaves the final log-odds of all rows in `state.margins`. */
export async function boost(
  state: SharedState,
  edges: readonly Edges[],
  options: BoostOptions,
): Promise<Boosted> {
  const { parameters } = options;
  const baseValue =
    Math.round(Math.log(options.baseRate / (1 - options.baseRate)) / LEAF_QUANTUM) * LEAF_QUANTUM;
  state.margins.fill(baseValue);
  const gains = new Float64Array(edges.length);
  const splits = new Int32Array(edges.length);
  const trees: Tree[] = [];
  const team = await ThreadTeam.start(state);
  const runPass = (): void => team.runPass();
  try {
    const grower = new TreeGrower(state, runPass, {
      rules: {
        l2: parameters.l2,
        minChildWeight: parameters.min_child_weight,
        minGain: parameters.min_gain,
      },
      learningRate: parameters.learning_rate,
      edges,
      onSplit: (feature, gain) => {
        (gains[feature] as number) += gain;
        (splits[feature] as number)++;
      },
    });
    while (trees.length < parameters.trees) {
      startTree(state, runPass, {
        seed: Math.imul(options.seed | 0, 0x9e3779b1) + trees.length,
        loss: trees.length % parameters.metrics_every === 0,
      });
      if (trees.length % parameters.metrics_every === 0) options.onLosses(readLosses(state, trees.length));
      trees.push(grower.grow());
      options.onTree(trees.length);
    }
    finishTree(state, runPass);
    options.onLosses(readLosses(state, trees.length));
  } finally {
    await team.close();
  }
  return { baseValue, trees, gains, splits };
}

/** Moves rows to the last tree's leaves, adds these, and collects the next root's histograms. */
function startTree(
  state: SharedState,
  runPass: () => void,
  { seed, loss }: { seed: number; loss: boolean },
): void {
  state.pass[PASS.treeStart] = 1;
  state.pass[PASS.collect] = 1;
  state.pass[PASS.loss] = loss ? 1 : 0;
  state.pass[PASS.slots] = 1;
  state.pass[PASS.seed] = seed;
  state.slot[0] = 0;
  runPass();
}

function finishTree(state: SharedState, runPass: () => void): void {
  state.pass[PASS.treeStart] = 1;
  state.pass[PASS.collect] = 0;
  state.pass[PASS.loss] = 1;
  runPass();
}

function readLosses(state: SharedState, trees: number): Losses {
  const { rows, trainRows } = state.shape;
  const trainBlocks = trainBlockCount(trainRows);
  const sum = (losses: Float64Array): number => losses.reduce((total, loss) => total + loss, 0);
  return {
    trees,
    train: sum(state.losses.subarray(0, trainBlocks)) / trainRows,
    holdout: rows === trainRows ? null : sum(state.losses.subarray(trainBlocks)) / (rows - trainRows),
  };
}
