// What the routes of one app share.
import type { GeneratedDeployment, PredictionSink } from "./contract.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { ServingLimits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";
import type { ServedModels } from "./served-models.ts";
import type { StoreReader } from "./view-cuts.ts";

export interface ServingState {
  readonly deployments: readonly GeneratedDeployment[];
  readonly store: StoreReader;
  readonly models: ServedModels;
  readonly lifecycle: Lifecycle;
  readonly metrics: Metrics;
  readonly limits: ServingLimits;
  /** Microseconds since 1970. */
  readonly clock: () => number;
  /** A monotonic clock in milliseconds. */
  readonly elapsed: () => number;
  readonly sink: PredictionSink | undefined;
  /** Told of every fault that is not the client's. */
  readonly onError: (error: unknown, route: string) => void;
}
