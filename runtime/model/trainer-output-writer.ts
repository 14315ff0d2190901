// What a TypeScript trainer writes its results with: metrics as training proceeds, then the report and the model.
import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeTreeEnsemble, type TreeEnsemble } from "./onnx/write-tree-ensemble.ts";
import { METRICS_FILE, MODEL_FILE, type Metric, PREDICTIONS_FILE, REPORT_FILE } from "./training-job.ts";

/** Appends to metrics.jsonl in a job's output directory. */
export class MetricsWriter {
  readonly #file: string;

  constructor(output: string) {
    this.#file = join(output, METRICS_FILE);
    writeFileSync(this.#file, "");
  }

  /** @throws RangeError for a value that JSON cannot hold (NaN, infinities). */
  write(name: string, value: number, step: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`metric ${name} is ${value} at step ${step}`);
    const metric: Metric = { name, value, step };
    appendFileSync(this.#file, `${JSON.stringify(metric)}\n`);
  }
}

/** Writes report.json: any JSON value. */
export function writeReport(output: string, report: unknown): void {
  writeWhole(join(output, REPORT_FILE), `${JSON.stringify(report, null, 2)}\n`);
}

/** Writes model.onnx from boosted trees; the same trees, the same bytes. */
export function writeTreeEnsemble(output: string, ensemble: TreeEnsemble): void {
  writeWhole(join(output, MODEL_FILE), encodeTreeEnsemble(ensemble));
}

/** Writes predictions.csv: some predictions made without ONNX, each with its row's place in the job's data, from 0. */
export function writePredictions(
  output: string,
  predictions: readonly { readonly row: number; readonly prediction: number }[],
): void {
  const lines = predictions.map(({ row, prediction }) => `${row},${prediction}\n`);
  writeWhole(join(output, PREDICTIONS_FILE), `row,prediction\n${lines.join("")}`);
}

function writeWhole(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}
