// The step that watches a served version by what its deployment logged.
import { monitorModel } from "../../monitor/monitor-model.ts";
import type { MonitoringReport } from "../../monitor/monitoring.ts";
import { readGenerated } from "../../project/load-manifest.ts";
import type { ModelVersion } from "../../registry/records.ts";
import { UserError } from "../../user-error.ts";
import type { Loop } from "./loop.ts";
import { prepareOffline } from "./prepare-offline.ts";
import { ownInputs } from "./own-inputs.ts";
import { requestComputations } from "./request-computations.ts";

export interface MonitorStepOptions {
  readonly version: ModelVersion;
  /** null: the model's own. */
  readonly deployment: string | null;
  readonly since: number | null;
  /** null: as the environment says. */
  readonly log: string | null;
}

/** @throws UserError F5810, F5811 */
export async function monitorStep(
  { workspace, session, model, set }: Loop,
  { version, deployment: name, since, log: folder }: MonitorStepOptions,
): Promise<MonitoringReport> {
  const { project, manifest, surroundings, screen } = workspace;
  const deployments = manifest.program.deployments.filter((each) => each.model === model.name);
  const deployment = deployments.find((each) => name === null || each.name === name);
  if (deployment === undefined) {
    throw new UserError({
      code: "F5811",
      message:
        name === null
          ? `Model '${model.name}' has no deployment.`
          : `Model '${model.name}' has no deployment '${name}'.`,
      hint:
        deployments.length === 0
          ? "Declare one with deployment({ model, alias })."
          : `It has ${deployments.map((each) => each.name).join(", ")}.`,
    });
  }
  const log = folder ?? project.environment.serving.log;
  if (log === undefined) {
    throw new UserError({
      code: "F5810",
      message: `Environment '${project.environment.name}' logs no predictions.`,
      hint: "Set `serving: { log: .bifold/predictions }` in it in bifold.yaml, and serve; or name a folder with --log.",
    });
  }
  const offline = await prepareOffline(workspace, { trainingSets: [set.name] });
  try {
    screen.progress(`monitor ${model.name}`).update(null);
    return await monitorModel({
      project,
      metadata: session,
      engine: offline.engine,
      model,
      set,
      deployment,
      version,
      computations: await requestComputations(project, manifest, set),
      own: await ownInputs(project, manifest, model),
      log,
      spine: await readGenerated(project, manifest, `sql/training_sets/${set.name}.spine.sql`),
      since,
      now: surroundings.now(),
      signal: surroundings.signal,
    });
  } finally {
    offline.close();
  }
}
