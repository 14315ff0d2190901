// Trains gradient-boosted trees to tell two classes apart, and judges them on rows later than those learnt from.
import { availableParallelism } from "node:os";
import {
  MetricsWriter,
  progress,
  readTrainingJob,
  writePredictions,
  writeReport,
  writeTreeEnsemble,
} from "bifold/training";
import { boost } from "./gbdt/boost.ts";
import { constantLogLoss, evaluate } from "./gbdt/evaluate.ts";
import { readParameters } from "./gbdt/parameters.ts";
import { readTrainingData } from "./gbdt/read-training-data.ts";

/** The output's name, by which a model declares it. */
const OUTPUT = "probability";
/** About how much of the time reading takes. */
const READING = 0.2;
const MOST_THREADS = 4;

const job = readTrainingJob();
const parameters = readParameters(job.params);
const metrics = new MetricsWriter(job.output);
let lastPercent = -1;

const { state, counts, edges, missing, sample } = await readTrainingData(job, {
  depth: parameters.depth,
  maxBins: parameters.max_bins,
  subsample: parameters.subsample,
  threads: parameters.threads || Math.min(MOST_THREADS, availableParallelism()),
  onProgress: (share) => report(share * READING, "reading rows"),
});
for (const [feature, rows] of missing.entries()) {
  if (rows === counts.rows) console.error(`feature ${job.features[feature]} is missing in every row`);
}
const trainBaseRate = counts.trainPositives / counts.trainRows;
metrics.write("train_rows", counts.trainRows, 0);
metrics.write("train_base_rate", trainBaseRate, 0);

const model = await boost(state, edges, {
  parameters,
  seed: job.seed,
  baseRate: trainBaseRate,
  onLosses: ({ trees, train, holdout }) => {
    metrics.write("train_log_loss", train, trees);
    if (holdout !== null) metrics.write("holdout_log_loss", holdout, trees);
  },
  onTree: (trees) =>
    report(READING + (1 - READING) * (trees / parameters.trees), `tree ${trees}/${parameters.trees}`),
});

const held = counts.holdoutRows === 0 ? null : evaluateHoldout();
if (held !== null) {
  const step = parameters.trees;
  metrics.write("holdout_rows", held.rows, step);
  metrics.write("holdout_base_rate", held.base_rate, step);
  metrics.write("holdout_base_rate_log_loss", held.base_rate_log_loss, step);
  metrics.write("holdout_brier", held.brier, step);
  metrics.write("holdout_ece", held.ece, step);
  if (held.auc !== null) metrics.write("holdout_auc", held.auc, step);
}
writeReport(job.output, {
  trainer: "late_gbdt",
  parameters: { ...parameters, seed: job.seed },
  train: { rows: counts.trainRows, base_rate: trainBaseRate },
  holdout: held,
  features: job.features
    .map((name, feature) => ({
      name,
      gain: model.gains[feature] as number,
      splits: model.splits[feature] as number,
      missing_share: (missing[feature] as number) / counts.rows,
    }))
    .sort((a, b) => b.gain - a.gain),
});
writeTreeEnsemble(job.output, {
  features: job.features,
  output: OUTPUT,
  baseValue: model.baseValue,
  trees: model.trees,
});
writePredictions(
  job.output,
  sample.map(({ at, dataRow }) => ({ row: dataRow, prediction: probability(state.margins[at] as number) })),
);

function evaluateHoldout() {
  const { margins, labels, shape } = state;
  const probabilities = margins.subarray(shape.trainRows).map(probability);
  const evaluation = evaluate(probabilities, labels.subarray(shape.trainRows));
  return {
    from: job.holdout?.from,
    base_rate_log_loss: constantLogLoss(trainBaseRate, evaluation.base_rate),
    ...evaluation,
  };
}

function probability(margin: number): number {
  return 1 / (1 + Math.exp(-margin));
}

/** At most one line for each percent: the reader draws a bar. */
function report(share: number, message: string): void {
  const percent = Math.floor(share * 100);
  if (percent === lastPercent) return;
  lastPercent = percent;
  progress(share, message);
}
