// The answers to POST /v1/deployments/{name}/predict and /features: one store read and one model run a request.
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
    deployment.assemble(input, i * width, request, features.rows[i] ?? [], tau);
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

/** The exact values that a prediction would be made from. */
export function explainFeatures(
  deployment: GeneratedDeployment,
  { rows: requests, batch }: Instances,
  features: FeatureRows,
  tau: number,
): string {
  const texts = requests.map((request, i) => {
    const values = deployment.features(request, features.rows[i] ?? [], tau);
    const parts = deployment.inputs.map(
      ({ name, type }, at) => `${JSON.stringify(name)}:${jsonValue(values[at] ?? null, type)}`,
    );
    return `{${parts.join(",")}}`;
  });
  const values = batch ? `[${texts.join(",")}]` : texts[0];
  return `{"values":${values},"deployment":${JSON.stringify(deployment.name)},"features":${features.stamp},"as_of":"${timestampText(tau)}"}`;
}
