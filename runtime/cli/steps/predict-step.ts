// The step that asks a served deployment over HTTP, as a user would: once to show it, many times to measure it.
import type { OfflineEngine } from "../../offline/contract.ts";
import { identifier, literal } from "../../offline/sql-text.ts";
import type { Dataset } from "../../pipeline/dataset.ts";
import type { GeneratedDeployment } from "../../serving/contract.ts";
import { jsonValue } from "../../serving/json-value.ts";
import { valueAt } from "../../verify/bits.ts";
import { count, milliseconds } from "../views/numbers.ts";
import { showStep } from "../views/step.ts";
import type { Workspace } from "../workspace.ts";

const PREDICTIONS = 1_000;
/** First answers are slow: code is compiled, connections are opened. */
const WARM_UP = 50;

export interface PredictionReport {
  readonly deployment: string;
  readonly curl: string;
  /** The body of the first answer. */
  readonly answer: unknown;
  readonly count: number;
  /** Milliseconds of one request, one after the other, over HTTP. */
  readonly p50: number;
  readonly p99: number;
}

export async function predictStep(
  { screen, surroundings }: Workspace,
  engine: Pick<OfflineEngine, "stream">,
  url: string,
  deployment: GeneratedDeployment,
  dataset: Dataset,
): Promise<PredictionReport> {
  const address = `${url}/v1/deployments/${deployment.name}/predict`;
  const bodies = await requestBodies(engine, deployment, dataset);
  const [first = "{}"] = bodies;
  const answer: unknown = JSON.parse(await post(address, first));
  const progress = screen.progress(`ask ${deployment.name}`);
  const times: number[] = [];
  for (let index = -WARM_UP; index < PREDICTIONS; index++) {
    surroundings.signal.throwIfAborted();
    const body = bodies[(index + WARM_UP) % bodies.length] ?? first;
    const start = performance.now();
    await post(address, body);
    if (index >= 0) times.push(performance.now() - start);
    progress.update(Math.max(0, index) / PREDICTIONS);
  }
  times.sort((left, right) => left - right);
  const p50 = percentile(times, 0.5);
  const p99 = percentile(times, 0.99);
  const curl = `curl -s ${address} -H 'content-type: application/json' -d '${first.replaceAll("'", "'\\''")}'`;
  showStep(screen, {
    name: "serve",
    text: `${url}, ${count(PREDICTIONS, "prediction")}: p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
  });
  return { deployment: deployment.name, curl, answer, count: PREDICTIONS, p50, p99 };
}

/** The latest rows of the training set as requests, as JSON. */
async function requestBodies(
  engine: Pick<OfflineEngine, "stream">,
  { requestFields }: GeneratedDeployment,
  { file }: Dataset,
): Promise<readonly string[]> {
  const columns = requestFields.map(({ name }) => identifier(name)).join(", ");
  const sql = `SELECT ${columns} FROM read_parquet(${literal(file)}) ORDER BY as_of DESC, ${columns} LIMIT ${PREDICTIONS}`;
  const bodies: string[] = [];
  for await (const batch of engine.stream(sql)) {
    for (let row = 0; row < batch.rows; row++) {
      const values = batch.columns.map((column, index) => {
        const value = valueAt(column, row);
        const { name = "", type } = requestFields[index] ?? {};
        return `${JSON.stringify(name)}:${type === undefined ? "null" : jsonValue(value, type)}`;
      });
      bodies.push(`{${values.join(",")}}`);
    }
  }
  return bodies;
}

async function post(address: string, body: string): Promise<string> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`POST ${address} answered ${response.status}: ${text}`);
  return text;
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
