// How good predictions are, by name: what each metric is of, which way is better, and what values it can have.
import type { MetricName, Task } from "../ir/program.ts";

export interface MetricFacts {
  readonly task: Task;
  readonly better: "higher" | "lower";
  readonly least: number;
  readonly most: number;
}

const share = { task: "binary", better: "higher", least: 0, most: 1 } as const;
const error = { task: "regression", better: "lower", least: 0, most: Number.POSITIVE_INFINITY } as const;

export const metrics: Readonly<Record<MetricName, MetricFacts>> = {
  auc: share,
  log_loss: { task: "binary", better: "lower", least: 0, most: Number.POSITIVE_INFINITY },
  brier: { task: "binary", better: "lower", least: 0, most: 1 },
  ece: { task: "binary", better: "lower", least: 0, most: 1 },
  accuracy: share,
  precision: share,
  recall: share,
  f1: share,
  rmse: error,
  mae: error,
  r2: { task: "regression", better: "higher", least: Number.NEGATIVE_INFINITY, most: 1 },
};

/** In the order in which they are shown. */
export function metricsOf(task: Task): readonly MetricName[] {
  return (Object.keys(metrics) as MetricName[]).filter((name) => metrics[name].task === task);
}

export function isMetric(name: string): name is MetricName {
  return Object.hasOwn(metrics, name);
}

/** By how much `left` is better than `right`; negative where it is worse. */
export function advantage(metric: MetricName, left: number, right: number): number {
  return metrics[metric].better === "higher" ? left - right : right - left;
}
