// Encodes boosted trees for binary classification as ONNX: features -> sum of leaves -> sigmoid -> one probability a row.
import { ELEMENT_TYPES, type ElementType } from "./fields.ts";
import { FEATURES_KEY, OUTPUT_KEY } from "./metadata-keys.ts";
import { encodeModel, type OnnxAttribute, type OnnxNode } from "./write-model.ts";

/**
 * One tree, node by node; node 0 is the root. A row goes to `left` where `x <= threshold` in float32; a missing
 * value (NaN) goes left where `missingLeft` is 1. A leaf has feature -1 and a `value` in log-odds.
 */
export interface Tree {
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float32Array;
}

export interface TreeEnsemble {
  /** Names of the input's columns, in order. */
  readonly features: readonly string[];
  /** Name of the output tensor, float32 [rows, 1]. */
  readonly output: string;
  /** Log-odds added to the sum of leaves. */
  readonly baseValue: number;
  readonly trees: readonly Tree[];
}

/** The bytes of an ONNX model with one input `features`, float32 [rows, features]; the same ensemble, the same bytes. */
export function encodeTreeEnsemble(ensemble: TreeEnsemble): Uint8Array {
  return encodeModel({
    name: "tree_ensemble",
    nodes: [
      {
        operator: "TreeEnsembleRegressor",
        domain: "ai.onnx.ml",
        inputs: ["features"],
        outputs: ["log_odds"],
        attributes: treeAttributes(ensemble),
      },
      // The regressor's own LOGISTIC transform is not applied by ONNX Runtime when there is one target.
      // In float64, as ONNX Runtime's float32 sigmoid is an approximation.
      cast("log_odds", "log_odds_64", "float64"),
      {
        operator: "Sigmoid",
        domain: "",
        inputs: ["log_odds_64"],
        outputs: ["probability_64"],
        attributes: {},
      },
      cast("probability_64", ensemble.output, "float32"),
    ],
    inputs: [
      { name: "features", tensor: { elementType: "float32", shape: ["rows", ensemble.features.length] } },
    ],
    outputs: [{ name: ensemble.output, tensor: { elementType: "float32", shape: ["rows", 1] } }],
    metadata: {
      [FEATURES_KEY]: JSON.stringify(ensemble.features),
      [OUTPUT_KEY]: ensemble.output,
    },
  });
}

function cast(from: string, to: string, type: ElementType): OnnxNode {
  const attributes = { to: { int: ELEMENT_TYPES.indexOf(type) } };
  return { operator: "Cast", domain: "", inputs: [from], outputs: [to], attributes };
}

function treeAttributes({ trees, baseValue }: TreeEnsemble): Record<string, OnnxAttribute> {
  const nodeIds: number[] = [];
  const treeIds: number[] = [];
  const features: number[] = [];
  const modes: string[] = [];
  const thresholds: number[] = [];
  const lefts: number[] = [];
  const rights: number[] = [];
  const missingLeft: number[] = [];
  const leafTrees: number[] = [];
  const leafNodes: number[] = [];
  const leafValues: number[] = [];
  for (const [treeId, tree] of trees.entries()) {
    for (let node = 0; node < tree.feature.length; node++) {
      const leaf = (tree.feature[node] as number) < 0;
      treeIds.push(treeId);
      nodeIds.push(node);
      modes.push(leaf ? "LEAF" : "BRANCH_LEQ");
      features.push(leaf ? 0 : (tree.feature[node] as number));
      thresholds.push(leaf ? 0 : (tree.threshold[node] as number));
      lefts.push(leaf ? 0 : (tree.left[node] as number));
      rights.push(leaf ? 0 : (tree.right[node] as number));
      missingLeft.push(leaf ? 0 : (tree.missingLeft[node] as number));
      if (!leaf) continue;
      leafTrees.push(treeId);
      leafNodes.push(node);
      leafValues.push(tree.value[node] as number);
    }
  }
  return {
    n_targets: { int: 1 },
    aggregate_function: { string: "SUM" },
    base_values: { floats: [baseValue] },
    post_transform: { string: "NONE" },
    nodes_treeids: { ints: treeIds },
    nodes_nodeids: { ints: nodeIds },
    nodes_featureids: { ints: features },
    nodes_modes: { strings: modes },
    nodes_values: { floats: thresholds },
    nodes_truenodeids: { ints: lefts },
    nodes_falsenodeids: { ints: rights },
    nodes_missing_value_tracks_true: { ints: missingLeft },
    target_treeids: { ints: leafTrees },
    target_nodeids: { ints: leafNodes },
    target_ids: { ints: leafTrees.map(() => 0) },
    target_weights: { floats: leafValues },
  };
}
