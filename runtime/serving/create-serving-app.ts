// Builds the HTTP app of a project's deployments from what was generated and from the services that it runs on.
import { Hono } from "hono";
import type { GeneratedDeployment, LoadedModel, PredictionSink } from "./contract.ts";
import { deploymentRoutes } from "./deployment-routes.ts";
import { endpoint, type ServingEnvironment } from "./endpoint.ts";
import { type AliasFollower, type AliasSource, followAliases } from "./follow-aliases.ts";
import { Lifecycle } from "./lifecycle.ts";
import { DEFAULT_LIMITS, type ServingLimits } from "./limits.ts";
import { Metrics } from "./metrics.ts";
import { type Readiness, readiness } from "./readiness.ts";
import { ServedModels } from "./served-models.ts";
import type { ServingState } from "./serving-state.ts";
import { systemRoutes } from "./system-routes.ts";
import { unknownRoute } from "./unknown-route.ts";
import type { StoreReader } from "./view-cuts.ts";

/** What the generated app needs from its surroundings. */
export interface ServingServices {
  readonly store: StoreReader;
  /** By deployment; further ones may be published later. */
  readonly models: ReadonlyMap<string, LoadedModel>;
  /** The time that requests ask as of: microseconds since 1970. */
  readonly clock: () => number;
  readonly limits?: Partial<ServingLimits>;
  /** A monotonic clock in milliseconds; default: `performance.now`. */
  readonly elapsed?: () => number;
  /** Told of every prediction; default: nobody is. */
  readonly predictions?: PredictionSink;
  /** Told of every fault that is not the client's; default: stderr. */
  readonly onError?: (error: unknown, route: string) => void;
}

export interface ServingOptions extends ServingServices {
  readonly deployments: readonly GeneratedDeployment[];
  /** The file that GET /openapi.yaml answers. */
  readonly openapi: URL;
}

export interface Serving {
  readonly app: Hono<ServingEnvironment>;
  readonly lifecycle: Lifecycle;
  /** Warms the models that were given; the app is not ready before. Rejects, naming the model, where one fails. */
  start(): Promise<void>;
  /** Warms a model and then lets it answer for a deployment; what was there before answers until then. */
  publish(deployment: string, model: LoadedModel): Promise<void>;
  /** From here on versions are published as the aliases of the deployments move. */
  follow(source: AliasSource): AliasFollower;
  /** Frees what answers, once nothing is asked any more. */
  closeModels(): Promise<void>;
  ready(): Promise<Readiness>;
}

export function createServingApp(options: ServingOptions): Serving {
  const { deployments, store, clock } = options;
  const onError = options.onError ?? reportOnStderr;
  const state: ServingState = {
    deployments,
    store,
    clock,
    models: new ServedModels(deployments, onError),
    lifecycle: new Lifecycle(),
    metrics: new Metrics(),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    elapsed: options.elapsed ?? (() => performance.now()),
    sink: options.predictions,
    onError,
  };
  const routes = [
    ...systemRoutes(state, options.openapi),
    ...deployments.flatMap((deployment) => deploymentRoutes(deployment, state)),
  ];
  // One handler a route and no middleware: Hono then calls it directly.
  const app = new Hono<ServingEnvironment>();
  for (const { method, path, bounded, handler } of routes) {
    app.on(method, path, endpoint(state, state.metrics.route(method, path), bounded, handler));
  }
  app.notFound(
    endpoint(state, state.metrics.route("ANY", "unknown"), false, unknownRoute(routes, deployments)),
  );
  return {
    app,
    lifecycle: state.lifecycle,
    ready: () => readiness(state),
    publish: (name, model) => state.models.publish(name, model),
    closeModels: () => state.models.close(),
    follow: (source) => followAliases(state, source),
    start: async () => {
      for (const [name, model] of options.models) await state.models.publish(name, model);
    },
  };
}

function reportOnStderr(error: unknown, route: string): void {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${route}: ${reason}\n`);
}
