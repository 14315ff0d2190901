// Served predictions as lines of JSON: request, input vector by name, score, and which version answered when.
import type { ServedPredictions } from "../serving/contract.ts";

/** `at`: when they are written, milliseconds since 1970. Timestamps of requests and `as_of` are in microseconds. */
export function predictionLines(served: readonly ServedPredictions[], at: number): string {
  const lines: string[] = [];
  for (const { deployment, model, requests, input, output, tau } of served) {
    const names = deployment.inputs.map(({ name }) => JSON.stringify(name));
    const head = `{"as_of":${tau},"at":${at},"version":${JSON.stringify(model.version)},"score":`;
    for (const [row, request] of requests.entries()) {
      const start = row * names.length;
      const features = names.map((name, index) => `${name}:${numberText(input[start + index])}`);
      lines.push(
        `${head}${numberText(output[row])},"request":${JSON.stringify(request)},"features":{${features.join(",")}}}\n`,
      );
    }
  }
  return lines.join("");
}

/** A missing value is null; infinities, which JSON lacks, are the largest numbers. */
function numberText(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "null";
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? "1.7976931348623157e308" : "-1.7976931348623157e308";
}
