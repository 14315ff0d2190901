// Resolves a deployment to all that its endpoint needs.
import type { DeploymentPlan } from "../ir/plan.ts";
import type { Deployment, Program } from "../ir/program.ts";
import { requestFields } from "../library/request-fields.ts";
import { byName } from "./by-name.ts";
import type { Fingerprints } from "./fingerprint.ts";

type Resolve = (deployment: Deployment, fingerprint: string) => DeploymentPlan;

export function createResolver(
  { models, trainingSets }: Program,
  { modelInputs }: Pick<Fingerprints, "modelInputs">,
): Resolve {
  const modelNamed = byName(models);
  const setNamed = byName(trainingSets);
  return (deployment, fingerprint) => {
    const model = modelNamed(deployment.model);
    const set = setNamed(model.trainingSet);
    return {
      ...deployment,
      fingerprint,
      trainingSet: set.name,
      output: model.output,
      requestFields: requestFields(set),
      featureViews: set.featureViews,
      requestViews: set.requestViews,
      uses: set.uses,
      inputs: set.features,
      modelInputs: model.inputs === null ? null : { ...model.inputs, fingerprint: modelInputs(model.name) },
    };
  };
}
