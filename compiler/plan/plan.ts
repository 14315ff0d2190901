// Decides what to compute and by which strategy, from a program that is known to be sound: nothing here can fail.
import type { Plan } from "../ir/plan.ts";
import type { Program } from "../ir/program.ts";
import { byName } from "./by-name.ts";
import { createResolver } from "./endpoints.ts";
import { createFingerprints } from "./fingerprint.ts";
import { fieldsBesideKeys, spineColumns } from "./spine.ts";
import { planView } from "./views.ts";

export function plan(program: Program): Plan {
  const fingerprints = createFingerprints(program);
  const sourceNamed = byName(program.sources);
  const entityNamed = byName(program.entities);
  const resolve = createResolver(program);
  return {
    entities: program.entities,
    sources: program.sources.map((source) => ({ source, fingerprint: fingerprints.source(source.name) })),
    views: program.featureViews.map((view) =>
      planView(view, entityNamed(view.entity), sourceNamed(view.source), fingerprints.featureView(view.name)),
    ),
    requestViews: program.requestViews,
    trainingSets: program.trainingSets.map((set) => ({
      ...set,
      request: fieldsBesideKeys(set),
      fingerprint: fingerprints.trainingSet(set.name),
      spineColumns: spineColumns(set),
    })),
    models: program.models.map((model) => ({ ...model, fingerprint: fingerprints.model(model.name) })),
    deployments: program.deployments.map((deployment) =>
      resolve(deployment, fingerprints.deployment(deployment.name)),
    ),
  };
}
