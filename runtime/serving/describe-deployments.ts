// What GET /v1/deployments and /v1/deployments/{name} say: model, inputs, and how fresh each view is.
import type { Field } from "../../compiler/ir/value-type.ts";
import type { GeneratedDeployment } from "./contract.ts";
import { isStale } from "./freshness.ts";
import type { ServedModels } from "./served-models.ts";
import { timestampText } from "./timestamp-text.ts";
import type { ViewCut } from "./view-cuts.ts";

/** As the response's JSON. */
export function summarizeDeployments(
  deployments: readonly GeneratedDeployment[],
  models: ServedModels,
): string {
  const entries = deployments.map(
    (deployment) => `{${head(deployment, models)},"predict":"/v1/deployments/${deployment.name}/predict"}`,
  );
  return `{"deployments":[${entries.join(",")}]}`;
}

/** `tau` in microseconds. */
export function describeDeployment(
  deployment: GeneratedDeployment,
  models: ServedModels,
  cuts: readonly ViewCut[],
  tau: number,
): string {
  const views = cuts.map(({ view, active }) => {
    const { every, delay } = view.refresh ?? { every: null, delay: null };
    const description = {
      fingerprint: view.fingerprint,
      refresh: every === null ? null : { every_seconds: every / 1e6, delay_seconds: delay / 1e6 },
      cut: active === null ? null : timestampText(active.cut),
      rows: active?.rows ?? null,
      age_seconds: active === null ? null : (tau - active.cut) / 1e6,
      stale: active === null ? null : isStale(view, active, tau),
    };
    return [view.view, description] as const;
  });
  const rest = JSON.stringify({
    fingerprint: deployment.fingerprint,
    output: deployment.output,
    request: deployment.requestFields.map(describeField),
    inputs: deployment.inputs.map(describeField),
    features: Object.fromEntries(views),
    as_of: timestampText(tau),
  });
  return `{${head(deployment, models)},${rest.slice(1)}`;
}

function head(deployment: GeneratedDeployment, models: ServedModels): string {
  const served = models.get(deployment.name);
  const model = served?.stamp ?? "null";
  return `"deployment":${JSON.stringify(deployment.name)},"ready":${served !== null},"model":${model}`;
}

function describeField({ name, type }: Field): object {
  return { name, type: type.kind, nullable: type.nullable };
}
