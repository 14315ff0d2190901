// The answers to POST /v1/deployments/{name}/predict and /features: one store read and one model run a request.
import type { Field, Value } from "../../compiler/ir/value-type.ts";
import type { GeneratedDeployment, LoadedModel, PredictionSink } from "./contract.ts";
import { jsonValue } from "./json-value.ts";
import type { FeatureRows } from "./read-features.ts";
import type { Instances } from "./read-instances.ts";
import { ServingError } from "./serving-error.ts";
import { timestampText } from "./timestamp-text.ts";

/**
 * `stamp` is the response's `model` object as JSON text.
 * @throws ServingError 500 where the model answers what is no prediction.
 */
export async function predict(
  deployment: GeneratedDeployment,
  model: LoadedModel,
  stamp: string,
  { rows: requests, batch }: Instances,
  features: FeatureRows,
  tau: number,
  sink?: PredictionSink,
): Promise<string> {
  const width = deployment.inputs.length;
  const input = new Float32Array(requests.length * width);
  requests.forEach((request, i) => {
    deployment.assemble(input, i * width, request, features.rows[i] ?? [], tau, model.fitted?.values);
  });
  const output = await model.run(input, requests.length);
  const predictions = predictionTexts(deployment, output, requests.length);
  sink?.take({ deployment, model, requests, input, output, tau });
  const head = batch ? `"predictions":[${predictions.join(",")}]` : `"prediction":${predictions[0]}`;
  return `{${head},"deployment":${JSON.stringify(deployment.name)},"model":${stamp},"features":${features.stamp},"as_of":"${timestampText(tau)}"}`;
}

/** `{"probability":0.25}` each. */
function predictionTexts(
  deployment: GeneratedDeployment,
  output: Float32Array,
  rows: number,
): readonly string[] {
  const name = JSON.stringify(deployment.output);
  const texts: string[] = [];
  for (const value of output) {
    if (!Number.isFinite(value)) break;
    texts.push(`{${name}:${value}}`);
  }
  if (texts.length === rows && output.length === rows) return texts;
  throw new ServingError(
    500,
    "model_output",
    `The model answered ${output.length} values of '${deployment.output}' for ${rows} instances, or some that are not finite.`,
  );
}

/** The exact values that a prediction would be made from; inputs of the model's own need the version that they are of. */
export function explainFeatures(
  deployment: GeneratedDeployment,
  { rows: requests, batch }: Instances,
  features: FeatureRows,
  tau: number,
  model: LoadedModel | null,
): string {
  const { transform } = deployment;
  const rowOf = (i: number) => features.rows[i] ?? [];
  const listed = (texts: readonly string[]) => (batch ? `[${texts.join(",")}]` : texts[0]);
  const columns = transform?.columns ?? deployment.inputs;
  const values = requests.map((request, i) =>
    recordText(columns, deployment.features(request, rowOf(i), tau)),
  );
  const fitted = model?.fitted?.values;
  const inputs =
    transform === undefined || fitted === undefined
      ? null
      : requests.map((request, i) =>
          recordText(deployment.inputs, transform.values(request, rowOf(i), tau, fitted)),
        );
  const own = inputs === null ? "" : `"inputs":${listed(inputs)},`;
  return `{"values":${listed(values)},${own}"deployment":${JSON.stringify(deployment.name)},"features":${features.stamp},"as_of":"${timestampText(tau)}"}`;
}

function recordText(fields: readonly Field[], values: readonly Value[]): string {
  const parts = fields.map(
    ({ name, type }, at) => `${JSON.stringify(name)}:${jsonValue(values[at] ?? null, type)}`,
  );
  return `{${parts.join(",")}}`;
}
