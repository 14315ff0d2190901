// The public list of what a TypeScript trainer needs, imported as "bifold/training".
export type { Tree, TreeEnsemble } from "./onnx/write-tree-ensemble.ts";
export { progress } from "./progress.ts";
export { readTrainingJob } from "./read-training-job.ts";
export { MetricsWriter, writePredictions, writeReport, writeTreeEnsemble } from "./trainer-output-writer.ts";
export type { TrainingColumn, TrainingJob } from "./training-job.ts";
