// Emits TypeScript: the serving app, a module a view, request view, model with inputs of its own and deployment, and a typed client.
import type { Artifact } from "../../ir/artifact.ts";
import type { Plan } from "../../ir/plan.ts";
import { appModules } from "./app-modules.ts";
import { clientModule } from "./client-module.ts";
import { deploymentModule } from "./deployment-module.ts";
import { modelModule } from "./model-module.ts";
import { requestViewModule } from "./request-view-module.ts";
import { viewModule } from "./view-module.ts";

export function emitServing(plan: Plan): readonly Artifact[] {
  return [
    ...plan.views.map(viewModule),
    ...plan.requestViews.map(requestViewModule),
    ...plan.models.flatMap((model) => {
      const set = plan.trainingSets.find(({ name }) => name === model.trainingSet);
      return set === undefined ? [] : modelModule(model, set);
    }),
    ...plan.deployments.map((deployment) => deploymentModule(deployment, plan)),
    ...appModules(plan),
  ];
}

/** Nothing where nothing is deployed. */
export function emitClient(plan: Plan): readonly Artifact[] {
  return plan.deployments.length === 0 ? [] : [clientModule(plan)];
}
