// The list of the routes below `/api/2.0/mlflow/`; a fixed path stands before one with a named part.
import type { Route } from "../route.ts";
import { experimentRoutes } from "./experiment-routes.ts";
import { loggedModelRoutes } from "./logged-model-routes.ts";
import { metricRoutes } from "./metric-routes.ts";
import { modelVersionRoutes } from "./model-version-routes.ts";
import { registeredModelRoutes } from "./registered-model-routes.ts";
import { runRoutes } from "./run-routes.ts";

export const routes: readonly Route[] = [
  ...experimentRoutes,
  ...runRoutes,
  ...metricRoutes,
  ...loggedModelRoutes,
  ...registeredModelRoutes,
  ...modelVersionRoutes,
];
