// `deployment`: what is served, and which version of which model answers.
import type { Declaration, Published } from "./declaration.ts";
import type { Model } from "./model.ts";

interface Deployment extends Declaration<"deployment"> {}

interface DeploymentDefinition extends Published {
  readonly model: Model;
  /** The alias of the version that answers, moved by promoting: "champion". */
  readonly alias: string;
}

/** A model behind an endpoint of its own. */
export function deployment(definition: DeploymentDefinition) {
  return { kind: "deployment", ...definition } as Deployment;
}
