// The routes of one deployment: predict, features, description.
import type { GeneratedDeployment } from "./contract.ts";
import { describeDeployment } from "./describe-deployments.ts";
import type { Handler, ServingContext } from "./endpoint.ts";
import { explainFeatures, predict } from "./predict.ts";
import { readBody } from "./read-body.ts";
import { FeatureReader } from "./read-features.ts";
import { readInstances } from "./read-instances.ts";
import { jsonReply } from "./reply.ts";
import type { Route } from "./route.ts";
import type { ServingState } from "./serving-state.ts";
import { readCuts } from "./view-cuts.ts";

export function deploymentRoutes(deployment: GeneratedDeployment, state: ServingState): readonly Route[] {
  const { models, metrics, limits, store, clock } = state;
  const path = `/v1/deployments/${deployment.name}`;
  const reader = new FeatureReader(deployment, store, metrics);

  const read = async (context: ServingContext) => {
    const text = await readBody(context.req.raw, context.env?.incoming, limits.bodyBytes);
    const instances = readInstances(deployment, text, limits.instances);
    const tau = clock();
    const features = await reader.read(instances.rows, instances.batch, tau);
    return { instances, features, tau };
  };
  const onPredict: Handler = (context) =>
    models.use(deployment.name, async ({ model, stamp }) => {
      const { instances, features, tau } = await read(context);
      const body = await predict(deployment, model, stamp, instances, features, tau, state.sink);
      metrics.answered(deployment.name, instances.rows.length);
      return jsonReply(body);
    });
  const onFeatures: Handler = async (context) => {
    const { instances, features, tau } = await read(context);
    return jsonReply(
      explainFeatures(deployment, instances, features, tau, models.get(deployment.name)?.model ?? null),
    );
  };
  const onDescribe: Handler = async () => {
    const cuts = await readCuts(deployment.views, store, limits.probeMs);
    return jsonReply(describeDeployment(deployment, models, cuts, clock()));
  };
  return [
    { method: "POST", path: `${path}/predict`, bounded: true, handler: onPredict },
    { method: "POST", path: `${path}/features`, bounded: true, handler: onFeatures },
    { method: "GET", path, bounded: false, handler: onDescribe },
  ];
}
