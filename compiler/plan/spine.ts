// The columns that a spine has beyond row and instant: what a request will carry.
import type { TrainingSet } from "../ir/program.ts";
import type { Field } from "../ir/value-type.ts";

/** Keys, then request fields, each name once: a field that is also a key has the key's value. */
export function spineColumns({ keys, request }: Pick<TrainingSet, "keys" | "request">): readonly Field[] {
  const names = new Set(keys.map(({ name }) => name));
  return [...keys, ...request.filter(({ name }) => !names.has(name))].map(({ name, type }) => ({
    name,
    type,
  }));
}
