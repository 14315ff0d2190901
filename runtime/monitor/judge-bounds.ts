// Holds what monitoring found against the declared bounds.
import type { MonitorBounds } from "../../compiler/ir/program.ts";
import type { Estimates } from "../evaluate/bootstrap.ts";
import { digits, estimateText } from "../evaluate/estimate-text.ts";
import type { BoundVerdict, ColumnDrift } from "./monitoring.ts";

export interface Judged {
  readonly rows: number;
  readonly known: number;
  readonly metrics: Estimates | null;
  readonly drift: readonly ColumnDrift[] | null;
}

/** Too few rows cross nothing: chance would. */
export function judgeBounds(bounds: MonitorBounds | null, judged: Judged): readonly BoundVerdict[] {
  if (bounds === null) return [];
  return [
    ...metricVerdicts(bounds, judged),
    ...driftVerdicts("psi", bounds.psi, bounds, judged),
    ...driftVerdicts("ks", bounds.ks, bounds, judged),
  ];
}

function metricVerdicts({ metrics, minRows }: MonitorBounds, judged: Judged): readonly BoundVerdict[] {
  return metrics.map(({ metric, min, max }) => {
    const wanted = [
      ...(min === null ? [] : [`at least ${min}`]),
      ...(max === null ? [] : [`at most ${max}`]),
    ].join(", ");
    const estimate = judged.metrics?.[metric];
    if (judged.known < minRows || estimate === undefined) {
      const found = `not judged: ${judged.known} labels are known, of ${minRows} that it takes`;
      return { bound: metric, wanted, found, crossed: false };
    }
    const { value } = estimate;
    const crossed = (min !== null && value < min) || (max !== null && value > max);
    return { bound: metric, wanted, found: estimateText(estimate), crossed };
  });
}

function driftVerdicts(
  name: "psi" | "ks",
  most: number | null,
  { minRows }: MonitorBounds,
  { drift, rows }: Judged,
): readonly BoundVerdict[] {
  if (most === null) return [];
  const wanted = `at most ${most}`;
  if (drift === null || rows < minRows) {
    const why =
      drift === null
        ? "the snapshot of the training is not here"
        : `${rows} predictions, of ${minRows} that it takes`;
    return [{ bound: name, wanted, found: `not judged: ${why}`, crossed: false }];
  }
  const beyond = drift
    .filter((column) => (column[name] ?? 0) > most)
    .sort((left, right) => (right[name] ?? 0) - (left[name] ?? 0));
  const found =
    beyond.length === 0
      ? `all ${drift.length} columns`
      : beyond.map((column) => `${column.column} ${digits(column[name] ?? 0)}`).join(", ");
  return [{ bound: name, wanted, found, crossed: beyond.length > 0 }];
}
