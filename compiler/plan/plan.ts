// Decides what to compute and by which strategy, from a program that is known to be sound: nothing here can fail.
import type { Plan } from "../ir/plan.ts";
import type { Program } from "../ir/program.ts";
import { createResolver } from "./endpoints.ts";
import { createFingerprints } from "./fingerprint.ts";
import { fieldsBesideKeys, spineColumns } from "./spine.ts";
import { createViewPlanner } from "./view-planner.ts";

export function plan(program: Program): Plan {
  const fingerprints = createFingerprints(program);
  const planned = createViewPlanner(program, fingerprints);
  const resolve = createResolver(program, fingerprints);
  return {
    entities: program.entities,
    sources: program.sources.map((source) => ({ source, fingerprint: fingerprints.source(source.name) })),
    unions: program.unions,
    views: program.featureViews.map(({ name }) => planned.view(name)),
    requestViews: program.requestViews.map((view) => ({
      ...view,
      fingerprint: fingerprints.requestView(view.name),
    })),
    trainingSets: program.trainingSets.map((set) => ({
      ...set,
      request: fieldsBesideKeys(set),
      fingerprint: fingerprints.trainingSet(set.name),
      spineColumns: spineColumns(set),
      outcome: planned.outcome(set),
    })),
    models: program.models.map((model) => ({
      ...model,
      fingerprint: fingerprints.model(model.name),
      inputsFingerprint: model.inputs === null ? null : fingerprints.modelInputs(model.name),
    })),
    deployments: program.deployments.map((deployment) =>
      resolve(deployment, fingerprints.deployment(deployment.name)),
    ),
  };
}
