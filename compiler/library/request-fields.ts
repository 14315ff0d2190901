// What a request carries: the keys that views need, then request fields, each name once.
import type { TrainingSet } from "../ir/program.ts";
import type { Field } from "../ir/value-type.ts";

/** A key by which only the label is found is a column of the training set, and nobody is asked for it. */
export function requestFields({ keys, request, label }: TrainingSet): readonly Field[] {
  const own = label.outcome?.ownKeys ?? [];
  const asked = keys.filter(({ name }) => !own.includes(name));
  const names = new Set(asked.map(({ name }) => name));
  const beside = request.filter(({ name }) => !names.has(name));
  return [...asked, ...beside].map(({ name, type }) => ({ name, type }));
}
