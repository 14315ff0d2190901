// What a project defines, in one line.
import type { Program } from "../../../compiler/ir/program.ts";
import { count } from "./numbers.ts";

export function programText(program: Program): string {
  const features = program.featureViews.reduce((sum, view) => sum + view.features.length, 0);
  const parts: readonly (readonly [number, string, string?])[] = [
    [program.entities.length, "entity", "entities"],
    [program.sources.length, "source"],
    [program.featureViews.length, "feature view"],
    [features, "feature"],
    [program.requestViews.length, "request view"],
    [program.trainingSets.length, "training set"],
    [program.models.length, "model"],
    [program.deployments.length, "deployment"],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, one, many]) => count(number, one, many))
    .join(", ");
}
