// The answer to a method or a path that the app does not have: what it has instead.
import type { GeneratedDeployment } from "./contract.ts";
import type { Handler } from "./endpoint.ts";
import { nearestName } from "../../compiler/library/nearest-name.ts";
import type { Route } from "./route.ts";
import { ServingError } from "./serving-error.ts";

const DEPLOYMENT_PATH = /^\/v1\/deployments\/([^/]+)(?:\/(?:predict|features))?$/;

export function unknownRoute(routes: readonly Route[], deployments: readonly GeneratedDeployment[]): Handler {
  const names = deployments.map(({ name }) => name);
  return (context) => {
    const { path, method } = context.req;
    const known = routes.find((route) => route.path === path);
    if (known !== undefined) {
      const allow = known.method === "GET" ? "GET, HEAD" : known.method;
      throw new ServingError(405, "method_not_allowed", `${path} answers ${allow}, not ${method}.`, {
        allow,
      });
    }
    const wanted = DEPLOYMENT_PATH.exec(path)?.[1];
    if (wanted === undefined || names.includes(wanted)) {
      throw new ServingError(404, "not_found", `There is no route ${path}: see /openapi.yaml.`);
    }
    const near = nearestName(wanted, names);
    const hint = near === null ? `there are: ${names.join(", ") || "none"}` : `did you mean '${near}'?`;
    throw new ServingError(404, "unknown_deployment", `There is no deployment '${wanted}': ${hint}`);
  };
}
