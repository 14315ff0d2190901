// Judges the rows of each slice apart, both models on the same rows.
import { bootstrap, type BootstrapOptions } from "./bootstrap.ts";
import type { SliceEvaluation } from "./evaluation.ts";
import { type MeasureOptions, measureOf } from "./measure.ts";
import type { SliceColumn } from "./slice-codes.ts";

export interface SlicedScores {
  readonly labels: Float64Array;
  /** The challenger's, and the champion's where there is one. */
  readonly scores: readonly Float32Array[];
  readonly slices: readonly SliceColumn[];
}

export function evaluateSlices(
  { labels, scores, slices }: SlicedScores,
  measure: MeasureOptions,
  options: BootstrapOptions,
): readonly SliceEvaluation[] {
  return slices.flatMap(({ column, slices: parts }) =>
    parts.map(({ name, rows }) => {
      const own = Float64Array.from(rows, (row) => labels[row] as number);
      const [challenger, champion] = scores.map((each) =>
        measureOf({ scores: Float32Array.from(rows, (row) => each[row] as number), labels: own }, measure),
      );
      if (challenger === undefined) throw new Error("there is nothing to judge");
      const found = bootstrap(challenger, champion ?? null, options);
      return { column, value: name, rows: rows.length, ...found };
    }),
  );
}
