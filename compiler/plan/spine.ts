// The columns that a spine has beyond row and instant: what a request will carry, and what the label is found by.
import type { TrainingSet } from "../ir/program.ts";
import type { Field } from "../ir/value-type.ts";

/** Request fields that are not keys too: those have the key's value, and each name is carried once. */
export function fieldsBesideKeys({ keys, request }: TrainingSet): TrainingSet["request"] {
  const names = new Set(keys.map(({ name }) => name));
  return request.filter(({ name }) => !names.has(name));
}

/** Keys, then request fields. */
export function spineColumns(set: TrainingSet): readonly Field[] {
  return [...set.keys, ...fieldsBesideKeys(set)].map(({ name, type }) => ({ name, type }));
}
