// The routes that belong to no single deployment: health, metrics, the API's description, the list.
import { readFile } from "node:fs/promises";
import { summarizeDeployments } from "./describe-deployments.ts";
import type { Handler } from "./endpoint.ts";
import { printMetrics } from "./print-metrics.ts";
import { readiness } from "./readiness.ts";
import { jsonReply } from "./reply.ts";
import type { Route } from "./route.ts";
import type { ServingState } from "./serving-state.ts";
import { readCuts, servedViews } from "./view-cuts.ts";

export function systemRoutes(state: ServingState, openapi: URL): readonly Route[] {
  const { deployments, models, store, limits, clock } = state;
  const views = servedViews(deployments);

  const onReady: Handler = async () => {
    const answer = await readiness(state);
    const body = JSON.stringify(answer);
    return answer.ready ? jsonReply(body) : { ...jsonReply(body, 503), headers: { "Retry-After": "1" } };
  };
  const onMetrics: Handler = async () => {
    const cuts = await readCuts(views, store, limits.probeMs).catch(() => null);
    const body = printMetrics(state, cuts, clock());
    return { status: 200, body, contentType: "text/plain; version=0.0.4; charset=utf-8" };
  };
  const onOpenApi: Handler = async () => {
    return { status: 200, body: await readFile(openapi, "utf8"), contentType: "application/yaml" };
  };
  const get = (path: string, handler: Handler): Route => ({ method: "GET", path, bounded: false, handler });
  return [
    get("/health/live", () => jsonReply('{"live":true}')),
    get("/health/ready", onReady),
    get("/metrics", onMetrics),
    get("/openapi.yaml", onOpenApi),
    get("/v1/deployments", () => jsonReply(summarizeDeployments(deployments, models))),
  ];
}
