// What a model reads, in order: its own inputs, or the features of its training set as they are; and what stands beside it.
import type { Model, TrainingSet } from "../ir/program.ts";
import type { Field } from "../ir/value-type.ts";

/** The input vector; without inputs of its own, `view__feature` each. */
export function inputFields({ inputs }: Pick<Model, "inputs">, set: TrainingSet): readonly Field[] {
  if (inputs !== null) return inputs.features.map(({ name, type }) => ({ name, type }));
  return set.features.map(({ column, type }) => ({ name: column, type }));
}

export const AS_OF = "as_of";

/** A column of a training set's file that is no feature. */
export interface BesideColumn extends Field {
  readonly role: "key" | "as_of" | "label" | "weight" | "split";
}

/** What a training set's rows have beside features, in the order of its file. */
export function columnsBeside(set: TrainingSet): readonly BesideColumn[] {
  return [
    ...set.keys.map(({ name, type }) => ({ name, type, role: "key" }) as const),
    { name: AS_OF, type: { kind: "timestamp", nullable: false }, role: "as_of" },
    { name: set.label.name, type: set.label.type, role: "label" },
    ...addedColumns({ weighs: set.negativesOneIn !== null, splits: set.split !== null }),
  ];
}

/** Those that a training set adds by itself. */
export function addedColumns({
  weighs,
  splits,
}: {
  readonly weighs: boolean;
  readonly splits: boolean;
}): readonly BesideColumn[] {
  const weight = {
    name: "sample_weight",
    type: { kind: "float64", nullable: false },
    role: "weight",
  } as const;
  const split = { name: "split", type: { kind: "string", nullable: false }, role: "split" } as const;
  return [...(weighs ? [weight] : []), ...(splits ? [split] : [])];
}

/** The column of a fitted value beside those of a row: no author's name has two underscores in a row. */
export function fittedColumn(id: string): string {
  return `__${id}`;
}

/** The first instant that a model does not learn from, in microseconds since 1970; null: it learns from all rows. */
export function learntUntil(
  { holdoutFrom }: Pick<Model, "holdoutFrom">,
  { split }: TrainingSet,
): number | null {
  const ends = [holdoutFrom, split?.validation ?? null, split?.test ?? null].filter((end) => end !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}
