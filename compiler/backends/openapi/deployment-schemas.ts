// What a deployment's endpoints take and answer, as JSON Schema.
import type { DeploymentPlan } from "../../ir/plan.ts";
import type { ViewUse } from "../../ir/program.ts";
import { listOf, object, record, requestSchema, type Schema, valueSchema } from "./schema.ts";

const STATUS: Schema = {
  enum: ["FOUND", "NOT_FOUND", "OUTSIDE_MAX_AGE"],
  description:
    "FOUND: a row was read. NOT_FOUND: no row, empty values. OUTSIDE_MAX_AGE: some latest value is older than the ttl.",
};

export const MODEL: Schema = object({
  name: { type: "string" },
  version: { type: "string" },
  alias: { type: ["string", "null"] },
  run_id: { type: ["string", "null"], description: "The run that trained this version" },
});

const FINGERPRINT: Schema = {
  type: "string",
  description: "The definition that the values were computed by",
};
const CUT: Schema = {
  type: "string",
  format: "date-time",
  description: "The instant that the values are cut at",
};
const STALE: Schema = { type: "boolean", description: "Whether a later cut was due" };
const AS_OF: Schema = { type: "string", format: "date-time", description: "The instant that was asked for" };

export function instanceSchema({ requestFields, name }: DeploymentPlan): Schema {
  const required = requestFields.filter(({ type }) => !type.nullable);
  return { ...record(requestFields, requestSchema, required), description: `One instance for ${name}` };
}

/** `instance` is the schema of one. */
export function bodySchema(instance: Schema): Schema {
  return { oneOf: [instance, object({ instances: listOf(instance, { minItems: 1 }) })] };
}

export function predictionSchema(deployment: DeploymentPlan): Schema {
  const prediction = object({ [deployment.output]: { type: "number" } });
  return answers(deployment, "prediction", prediction, { model: MODEL });
}

export function valuesSchema(deployment: DeploymentPlan): Schema {
  const fields = deployment.inputs.map(({ column, type }) => ({ name: column, type }));
  const { modelInputs } = deployment;
  const own = modelInputs === null ? null : record(modelInputs.features, valueSchema, modelInputs.features);
  return answers(deployment, "values", record(fields, valueSchema, fields), {}, own);
}

/** One answer for one instance, and one for a list of them. */
function answers(
  deployment: DeploymentPlan,
  name: "prediction" | "values",
  one: Schema,
  more: Readonly<Record<string, Schema>>,
  inputs: Schema | null = null,
): Schema {
  const rest = (stamp: Schema) => ({
    deployment: { const: deployment.name },
    ...more,
    features: object(Object.fromEntries(deployment.uses.map((use) => [useName(use), stamp]))),
    as_of: AS_OF,
  });
  const single = object({ fingerprint: FINGERPRINT, cut: CUT, status: STATUS, stale: STALE });
  const batch = object({ fingerprint: FINGERPRINT, cut: CUT, statuses: listOf(STATUS), stale: STALE });
  const plural = name === "prediction" ? "predictions" : "values";
  // There from when a version of the model is loaded on.
  const own = (of: Schema) =>
    inputs === null ? {} : { inputs: { ...of, description: "The model's own inputs" } };
  const answer = (always: Readonly<Record<string, Schema>>, later: Readonly<Record<string, Schema>>) =>
    object({ ...always, ...later }, Object.keys(always));
  return {
    oneOf: [
      answer({ [name]: one, ...rest(single) }, own(inputs ?? {})),
      answer({ [plural]: listOf(one), ...rest(batch) }, own(listOf(inputs ?? {}))),
    ],
  };
}

/** As the serving app stamps it: a view under a role has a row of its own. */
function useName({ view, role }: ViewUse): string {
  return role === null ? view : `${role}__${view}`;
}
