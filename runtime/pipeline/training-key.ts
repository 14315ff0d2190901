// What a model version was trained from, as one hash: the same key needs no second training.
import path from "node:path";
import type { Manifest } from "../../compiler/ir/manifest.ts";
import type { Model } from "../../compiler/ir/program.ts";
import type { Project } from "../project/project.ts";
import type { Dataset } from "./dataset.ts";
import { folderDigest, textDigest } from "./file-digest.ts";

/** The tag of a model version, and of its run, that holds the key. */
export const TRAINING_KEY_TAG = "bifold.training_key";

/**
 * Of the rows, the model's declaration (params, seed, holdout, output) and the trainer, with everything in its
 * folder: what a trainer imports lies beside it.
 */
export async function trainingKey(
  project: Project,
  manifest: Manifest,
  model: Model,
  dataset: Dataset,
): Promise<string> {
  const declared = manifest.fingerprints[`model/${model.name}`] ?? "";
  const trainer = await folderDigest(path.dirname(path.join(project.root, model.trainer)));
  return textDigest(dataset.id, declared, trainer);
}
