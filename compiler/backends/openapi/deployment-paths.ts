// The paths of one deployment in the OpenAPI document.
import type { DeploymentPlan } from "../../ir/plan.ts";
import { MODEL } from "./deployment-schemas.ts";
import { exampleOf, listOf, object, type Schema } from "./schema.ts";
import { json, responseRefs } from "./system-paths.ts";

type Paths = Readonly<Record<string, unknown>>;

export function deploymentPaths(deployment: DeploymentPlan): Paths {
  const { name } = deployment;
  const path = `/v1/deployments/${name}`;
  const post = (operation: string, words: string, response: string) => ({
    post: {
      operationId: `${name}_${operation}`,
      summary: words,
      tags: [name],
      requestBody: { required: true, content: { "application/json": requestContent(deployment) } },
      responses: {
        "200": json(words, { $ref: `#/components/schemas/${name}.${response}` }),
        ...responseRefs("400", "413", "415", "422", "500", "503", "504"),
      },
    },
  });
  const words = deployment.description ?? `Prediction of ${deployment.model}`;
  return {
    [`${path}/predict`]: post("predict", words, "response"),
    [`${path}/features`]: post("features", `The exact values that ${name} predicts from`, "features"),
    [path]: {
      get: {
        operationId: `${name}_describe`,
        summary: `Model, inputs and freshness of ${name}`,
        tags: [name],
        responses: { "200": json("The deployment", description(deployment)), ...responseRefs("503") },
      },
    },
  };
}

function requestContent({ name, requestFields }: DeploymentPlan) {
  const instance = exampleOf(requestFields);
  return {
    schema: { $ref: `#/components/schemas/${name}.request` },
    examples: {
      one: { summary: "One instance", value: instance },
      several: { summary: "Several instances", value: { instances: [instance] } },
    },
  };
}

function description({ name, featureViews }: DeploymentPlan): Schema {
  const field = object({ name: { type: "string" }, type: { type: "string" }, nullable: { type: "boolean" } });
  const view = object({
    fingerprint: { type: "string" },
    refresh: {
      ...object({ every_seconds: { type: "number" }, delay_seconds: { type: "number" } }),
      type: ["object", "null"],
    },
    cut: { type: ["string", "null"], format: "date-time" },
    rows: { type: ["integer", "null"] },
    age_seconds: { type: ["number", "null"] },
    stale: { type: ["boolean", "null"] },
  });
  return object({
    deployment: { const: name },
    ready: { type: "boolean" },
    model: { anyOf: [MODEL, { type: "null" }] },
    fingerprint: { type: "string" },
    output: { type: "string" },
    request: listOf(field),
    inputs: listOf(field),
    features: object(Object.fromEntries(featureViews.map((each) => [each, view]))),
    as_of: { type: "string", format: "date-time" },
  });
}
