// Whether the app may be sent traffic, and what is missing if not.
import type { ServingState } from "./serving-state.ts";
import { readCuts, servedViews } from "./view-cuts.ts";

export interface Readiness {
  readonly ready: boolean;
  /** One sentence each; empty exactly when ready. */
  readonly missing: readonly string[];
}

export async function readiness(state: ServingState): Promise<Readiness> {
  const { deployments, models, store, lifecycle, limits } = state;
  const missing: string[] = [];
  if (lifecycle.draining) missing.push("The server is shutting down.");
  for (const { name } of deployments) {
    if (models.get(name) === null) missing.push(`The model of deployment '${name}' is not loaded.`);
  }
  try {
    for (const { view, active } of await readCuts(servedViews(deployments), store, limits.probeMs)) {
      if (active !== null) continue;
      missing.push(`View '${view.view}' has no online values: run \`bifold materialize ${view.view}\`.`);
    }
  } catch (error) {
    missing.push(error instanceof Error ? error.message : String(error));
  }
  return { ready: missing.length === 0, missing };
}
