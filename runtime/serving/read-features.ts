// The stored rows of all views for all instances of one request: one store read, then what it says of each view.
import type { ReadRequest } from "../online/contract.ts";
import type { FeatureStatus, GeneratedDeployment, GeneratedView } from "./contract.ts";
import { isStale } from "./freshness.ts";
import type { Metrics, ViewMetrics } from "./metrics.ts";
import { ServingError } from "./serving-error.ts";
import { timestampText } from "./timestamp-text.ts";
import { type StoreReader, storeUnavailable } from "./view-cuts.ts";

export interface FeatureRows {
  /** By instance, then by view, in the deployment's order. */
  readonly rows: readonly (readonly (Uint8Array | null)[])[];
  /** The response's `features` object as JSON text. */
  readonly stamp: string;
}

/** Reads features for one deployment; made once, with all that does not change between requests. */
export class FeatureReader {
  readonly #views: readonly GeneratedView[];
  readonly #heads: readonly string[];
  readonly #metrics: readonly ViewMetrics[];
  readonly #cuts: { readonly cut: number; readonly text: string }[] = [];
  readonly #store: StoreReader;

  constructor(deployment: GeneratedDeployment, store: StoreReader, metrics: Metrics) {
    this.#views = deployment.views;
    this.#store = store;
    this.#metrics = deployment.views.map(({ view }) => metrics.view(view));
    this.#heads = deployment.views.map(
      ({ view, role, fingerprint }) =>
        `${JSON.stringify(role === undefined ? view : `${role}__${view}`)}:{"fingerprint":${JSON.stringify(fingerprint)},"cut":"`,
    );
  }

  /**
   * `tau` in microseconds.
   * @throws ServingError 503 where the store does not answer, or a view was never materialized.
   */
  async read(instances: readonly unknown[], batch: boolean, tau: number): Promise<FeatureRows> {
    const views = this.#views;
    const requests: ReadRequest[] = [];
    for (const instance of instances) {
      for (const version of views) requests.push({ version, key: version.keyOf(instance) });
    }
    const results = await this.#store.read(requests).catch((cause: unknown) => {
      throw storeUnavailable(this.#store, cause);
    });
    const rows = instances.map((_, i) => views.map((_, v) => results[i * views.length + v]?.row ?? null));
    let stamp = "{";
    views.forEach((view, v) => {
      const active = results[v]?.active ?? null;
      if (active === null) throw notMaterialized(view.view);
      const statuses = rows.map((row) => this.#status(v, row[v] ?? null, tau));
      const status = batch ? `"statuses":${JSON.stringify(statuses)}` : `"status":"${statuses[0]}"`;
      stamp += `${v === 0 ? "" : ","}${this.#heads[v]}${this.#cutText(v, active.cut)}",${status}`;
      stamp += `,"stale":${isStale(view, active, tau)}}`;
    });
    return { rows, stamp: `${stamp}}` };
  }

  /** Cuts change once a refresh, requests do not wait for that. */
  #cutText(view: number, cut: number): string {
    const known = this.#cuts[view];
    if (known?.cut === cut) return known.text;
    const text = timestampText(cut);
    this.#cuts[view] = { cut, text };
    return text;
  }

  #status(view: number, row: Uint8Array | null, tau: number): FeatureStatus {
    const status =
      row === null
        ? "NOT_FOUND"
        : this.#views[view]?.expired(row, tau) === true
          ? "OUTSIDE_MAX_AGE"
          : "FOUND";
    const metrics = this.#metrics[view];
    if (metrics !== undefined) metrics.statuses[status]++;
    return status;
  }
}

function notMaterialized(view: string): ServingError {
  return new ServingError(
    503,
    "view_not_materialized",
    `View '${view}' has no online values yet: run \`bifold materialize ${view}\`.`,
    { retryAfterSeconds: 10 },
  );
}
