// What is trained on a training set, by which trainer, and judged on which rows.
import { model } from "bifold";
import { late_training } from "./training_sets.ts";

export const late_model = model({
  trainingSet: late_training,
  trainer: "trainers/late_gbdt.ts",
  params: { trees: 60, depth: 6, learning_rate: 0.15, subsample: 0.5 },
  holdout: { from: "2001-06-01T00:00:00Z" },
  seed: 1,
  output: "probability",
  nulls: "allow",
  metric: "auc",
  slices: ["origin"],
  gates: { auc: { min: 0.65, notWorseThanChampionBy: 0.005 } },
  description: "Probability that a flight arrives more than 15 minutes late, as it departs",
});
