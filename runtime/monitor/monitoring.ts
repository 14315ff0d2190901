// What monitoring found: plain data.
import type { MetricName, Task } from "../../compiler/ir/program.ts";
import type { Estimates } from "../evaluate/bootstrap.ts";
import type { CalibrationBin } from "../evaluate/calibration.ts";
import type { Drift } from "./drift.ts";

export interface MonitoringReport {
  readonly format: 1;
  readonly model: string;
  readonly version: number;
  readonly deployment: string;
  readonly task: Task;
  readonly metric: MetricName;
  /** Milliseconds since 1970. */
  readonly monitoredAt: number;
  readonly predictions: {
    readonly rows: number;
    /** Of the first and of the last; microseconds since 1970. */
    readonly from: number | null;
    readonly to: number | null;
  };
  readonly labels: {
    /** Predictions whose label is known by now. */
    readonly known: number;
    /** Whose requests fit rows of different labels: they are left out. */
    readonly ambiguous: number;
    /** Columns that predictions and labels are joined by. */
    readonly by: readonly string[];
    /** Every so many-th of the known ones is judged. */
    readonly oneIn: number;
  };
  /** Null where no label is known. */
  readonly metrics: Estimates | null;
  readonly calibration: readonly CalibrationBin[];
  /** Null where the snapshot of the training is not on this machine. */
  readonly drift: { readonly dataset: string; readonly columns: readonly ColumnDrift[] } | null;
  readonly bounds: readonly BoundVerdict[];
}

export interface ColumnDrift extends Drift {
  /** A feature's column, or the model's output. */
  readonly column: string;
  readonly kind: "feature" | "score";
}

export interface BoundVerdict {
  readonly bound: string;
  readonly wanted: string;
  readonly found: string;
  readonly crossed: boolean;
}
