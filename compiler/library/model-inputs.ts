// What a model reads, in order: its own inputs, or the features of its training set as they are.
import type { Model, TrainingSet } from "../ir/program.ts";
import type { Field } from "../ir/value-type.ts";

/** The input vector; without inputs of its own, `view__feature` each. */
export function inputFields({ inputs }: Pick<Model, "inputs">, set: TrainingSet): readonly Field[] {
  if (inputs !== null) return inputs.features.map(({ name, type }) => ({ name, type }));
  return set.features.map(({ column, type }) => ({ name: column, type }));
}

/** The first instant that a model does not learn from, in microseconds since 1970; null: it learns from all rows. */
export function learntUntil(
  { holdoutFrom }: Pick<Model, "holdoutFrom">,
  { split }: TrainingSet,
): number | null {
  const ends = [holdoutFrom, split?.validation ?? null, split?.test ?? null].filter((end) => end !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}
