// What a set of predictions is measured by: every metric of the task in one pass, over all rows or a resample of them.
import type { MetricName, Task } from "../../compiler/ir/program.ts";
import { metricsOf } from "../../compiler/library/metrics.ts";
import { binaryMeasure } from "./binary-measure.ts";
import { regressionMeasure } from "./regression-measure.ts";
import type { Scored } from "./scored.ts";

export interface Measure {
  readonly rows: number;
  /** In the order of `metrics`; NaN where a metric has no value, as AUC of one class. */
  readonly metrics: readonly MetricName[];
  /** `weights[row]`: how often the row counts; null: once each. */
  values(weights: Uint8Array | null): Float64Array;
}

export interface MeasureOptions {
  readonly task: Task;
  /** Of a binary task. */
  readonly threshold: number;
}

export function measureOf(scored: Scored, { task, threshold }: MeasureOptions): Measure {
  const metrics = metricsOf(task);
  const values = task === "binary" ? binaryMeasure(scored, threshold) : regressionMeasure(scored);
  return { rows: scored.scores.length, metrics, values };
}
