// The sources that a job reads: those of the training sets and of the feature views that it works on, and no others.
import type { Program } from "../../compiler/ir/program.ts";
import { sourcesOfTrainingSet, sourcesOfView } from "../../compiler/library/sources-read.ts";

export interface Work {
  /** Names of training sets, with their spines and labels. */
  readonly trainingSets?: readonly string[];
  readonly featureViews?: readonly string[];
}

export function sourcesNeeded(
  program: Pick<Program, "featureViews" | "trainingSets" | "unions">,
  { trainingSets = [], featureViews = [] }: Work,
): ReadonlySet<string> {
  const sets = program.trainingSets.filter(({ name }) => trainingSets.includes(name));
  const views = program.featureViews.filter(({ name }) => featureViews.includes(name));
  return new Set([
    ...sets.flatMap((set) => sourcesOfTrainingSet(program, set)),
    ...views.flatMap((view) => sourcesOfView(program, view)),
  ]);
}
