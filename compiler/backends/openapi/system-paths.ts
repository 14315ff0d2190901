// The paths that every serving app has, and the errors that its routes answer.
import { listOf, object, type Schema } from "./schema.ts";

export const ERROR: Schema = object({
  error: object(
    {
      code: { type: "string", description: "Stable, for programs", examples: ["invalid_request"] },
      message: { type: "string", description: "For people" },
      problems: listOf(
        object({
          path: {
            type: "string",
            description: "A JSON path into the body",
            examples: ["instances[3].distance"],
          },
          message: { type: "string" },
        }),
      ),
    },
    ["code", "message"],
  ),
});

const ERROR_REF: Schema = { $ref: "#/components/schemas/error" };

const RETRY = {
  headers: {
    "Retry-After": { schema: { type: "integer" }, description: "Seconds until another try makes sense" },
  },
};

/** A response with a JSON body. */
export function json(description: string, schema: Schema): Schema {
  return { description, content: { "application/json": { schema } } };
}

/** By status, as named in `components.responses`. */
export const ERROR_RESPONSES: Readonly<Record<string, Schema>> = {
  status_400: json("The body is empty, cut off, not UTF-8 or not JSON", ERROR_REF),
  status_413: json("More bytes or more instances than the limit", ERROR_REF),
  status_415: json("Another content type than JSON", ERROR_REF),
  status_422: json("Every fault of the request, each with its path", ERROR_REF),
  status_500: json("A fault of the server", ERROR_REF),
  status_503: {
    ...json("No model or no values yet, the store is down, or too many requests are in work", ERROR_REF),
    ...RETRY,
  },
  status_504: json("No answer within the deadline", ERROR_REF),
};

/** References to the error responses of these statuses. */
export function responseRefs(...statuses: readonly string[]): Readonly<Record<string, Schema>> {
  return Object.fromEntries(
    statuses.map((status) => [status, { $ref: `#/components/responses/status_${status}` }]),
  );
}

export function systemPaths(): Readonly<Record<string, unknown>> {
  const readiness = object({ ready: { type: "boolean" }, missing: listOf({ type: "string" }) });
  const deployment = object({
    deployment: { type: "string" },
    ready: { type: "boolean" },
    model: { anyOf: [{ $ref: "#/components/schemas/model" }, { type: "null" }] },
    predict: { type: "string" },
  });
  const text = (type: string) => ({
    description: "Text",
    content: { [type]: { schema: { type: "string" } } },
  });
  const get = (operationId: string, summary: string, responses: Readonly<Record<string, unknown>>) => ({
    get: { operationId, summary, tags: ["system"], responses },
  });
  return {
    "/v1/deployments": get("list_deployments", "All deployments", {
      "200": json("The list", object({ deployments: listOf(deployment) })),
    }),
    "/health/live": get("live", "Whether the process answers", {
      "200": json("It does", object({ live: { const: true } })),
    }),
    "/health/ready": get("ready", "Whether every model and every view is there", {
      "200": json("Ready", readiness),
      "503": json("Not ready; what is missing", readiness),
    }),
    "/metrics": get("metrics", "Counters and latencies for Prometheus", { "200": text("text/plain") }),
    "/openapi.yaml": get("openapi", "This document", { "200": text("application/yaml") }),
  };
}
