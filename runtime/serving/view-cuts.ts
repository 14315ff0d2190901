// The active cut of every view that is served, asked of the store, for health, metrics and descriptions.
import type { ActiveCut, OnlineStore } from "../online/contract.ts";
import type { GeneratedDeployment, GeneratedView } from "./contract.ts";
import { ServingError } from "./serving-error.ts";

export type StoreReader = Pick<OnlineStore, "read" | "active" | "kind">;

export interface ViewCut {
  readonly view: GeneratedView;
  /** null: never materialized. */
  readonly active: ActiveCut | null;
}

/** Every view of the deployments once. */
export function servedViews(deployments: readonly GeneratedDeployment[]): readonly GeneratedView[] {
  const views = new Map<string, GeneratedView>();
  for (const deployment of deployments) {
    for (const view of deployment.views) views.set(view.view, view);
  }
  return [...views.values()];
}

/** @throws ServingError 503 where the store does not answer within `timeoutMs`. */
export async function readCuts(
  views: readonly GeneratedView[],
  store: StoreReader,
  timeoutMs: number,
): Promise<readonly ViewCut[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    const cuts = Promise.all(views.map(async (view) => ({ view, active: await store.active(view) })));
    return await Promise.race([cuts, late]);
  } catch (cause) {
    throw storeUnavailable(store, cause);
  } finally {
    clearTimeout(timer);
  }
}

export function storeUnavailable(store: Pick<OnlineStore, "kind">, cause: unknown): ServingError {
  return new ServingError(503, "store_unavailable", `The online store (${store.kind}) does not answer.`, {
    retryAfterSeconds: 1,
    cause,
  });
}
