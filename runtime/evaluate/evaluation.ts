// What an evaluation found: plain data, stored with the version that it judges.
import type { MetricName, Task } from "../../compiler/ir/program.ts";
import type { Difference } from "../verify/report.ts";
import type { Estimates } from "./bootstrap.ts";
import type { CalibrationBin } from "./calibration.ts";
import type { HistogramBin, RocPoint } from "./curves.ts";
import type { Latency } from "./latency.ts";

export interface EvaluationReport {
  readonly format: 1;
  /** Of all that it depends on: the same key, the same report. */
  readonly key: string;
  readonly model: string;
  /** Milliseconds since 1970. */
  readonly evaluatedAt: number;
  readonly task: Task;
  readonly metric: MetricName;
  readonly threshold: number;
  readonly output: string;
  readonly label: string;
  readonly dataset: {
    readonly id: string;
    readonly sha256: string;
    readonly fingerprint: string;
    readonly rows: number;
    /** Of the newest row; microseconds since 1970. */
    readonly lastAsOf: number | null;
  };
  readonly holdout: {
    /** Microseconds since 1970. */
    readonly from: number;
    readonly rows: number;
    /** Every so many-th row of the hold-out was taken. */
    readonly oneIn: number;
    /** Of rows whose label is 0 one in so many is in the training set: metrics are of such rows. */
    readonly negativesOneIn: number | null;
    /** The labels' mean. */
    readonly mean: number;
  };
  readonly resamples: number;
  readonly seed: number;
  readonly challenger: VersionEvaluation;
  readonly champion: VersionEvaluation | null;
  /** Why there is no champion to compare with; null where there is one. */
  readonly alone: string | null;
  /** By how much the challenger is better. */
  readonly advantage: Estimates | null;
  readonly slices: readonly SliceEvaluation[];
  /** Request features: generated code against SQL, to the bit. */
  readonly audit: {
    readonly compared: number;
    readonly differences: number;
    readonly examples: readonly Difference[];
  };
}

export interface VersionEvaluation {
  readonly version: number;
  readonly runId: string | null;
  readonly metrics: Estimates;
  readonly calibration: readonly CalibrationBin[];
  readonly roc: readonly RocPoint[];
  readonly histogram: readonly HistogramBin[];
  readonly latency: Latency | null;
  /** The trainer's own predictions against those of ONNX; null where it left none. */
  readonly parity: Parity | null;
}

export interface Parity {
  readonly rows: number;
  /** The largest distance of two predictions. */
  readonly largest: number;
  /** Rows whose predictions are further apart than the tolerance. */
  readonly apart: number;
  readonly tolerance: number;
}

export interface SliceEvaluation {
  readonly column: string;
  readonly value: string;
  readonly rows: number;
  readonly challenger: Estimates;
  readonly champion: Estimates | null;
  readonly advantage: Estimates | null;
}
