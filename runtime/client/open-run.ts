// Makes a run on a tracking server, or finds the one to attach to; a try that is repeated makes no second run.
import type { Connection } from "./connection.ts";
import type { ParamValue } from "./contract.ts";
import { get, type Message, post } from "./http.ts";
import { type RetryOptions, retry } from "./retry.ts";
import { TrackingError } from "./tracking-error.ts";

/** Tells a run that was made by a try whose answer was lost. */
const START_TAG = "bifold.start_key";

export interface NewRunOptions {
  /** One that there is by its id, or one by its name, made where there is none. */
  readonly experiment: { readonly id: string } | { readonly name: string };
  readonly startKey: string;
  readonly startTime: number;
  readonly name?: string | undefined;
  readonly user?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface OpenedRun {
  readonly runId: string;
  readonly experimentId: string;
  /** Where its artifacts lie in the server's artifact store; null where the server does not store them itself. */
  readonly artifactRoot: string | null;
}

export async function createRun(
  connection: Connection,
  trying: RetryOptions,
  options: NewRunOptions,
): Promise<OpenedRun> {
  const { name, user, startKey, startTime } = options;
  const { experiment } = options;
  const experimentId =
    "id" in experiment
      ? experiment.id
      : await retry(trying, () => ensureExperiment(connection, experiment.name));
  const tags = { ...options.tags, [START_TAG]: startKey };
  return retry(trying, async (tries) => {
    const before = tries === 1 ? null : await findStarted(connection, experimentId, startKey);
    if (before !== null) return openedRun(before);
    const answer = await post(connection, "runs/create", {
      experiment_id: experimentId,
      start_time: startTime,
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
      ...(name === undefined ? {} : { run_name: name }),
      ...(user === undefined ? {} : { user_id: user }),
    });
    return openedRun(answer.run);
  });
}

/** @throws TrackingError where there is no such run. */
export async function findRun(
  connection: Connection,
  trying: RetryOptions,
  runId: string,
): Promise<OpenedRun> {
  const answer = await retry(trying, () => get(connection, "runs/get", { run_id: runId }));
  return openedRun(answer.run);
}

export function paramTexts(
  params: Readonly<Record<string, ParamValue>>,
): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(params).map(([key, value]) => ({ key, value: String(value) }));
}

async function ensureExperiment(connection: Connection, name: string): Promise<string> {
  const find = async (): Promise<string> => {
    const answer = await get(connection, "experiments/get-by-name", { experiment_name: name });
    return String((answer.experiment as Message | undefined)?.experiment_id ?? "");
  };
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof TrackingError) || error.status !== 404) throw error;
  }
  try {
    return String((await post(connection, "experiments/create", { name })).experiment_id ?? "");
  } catch (error) {
    // Another client made it in between; a deleted one of this name stays an error.
    if (!(error instanceof TrackingError) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
    return find();
  }
}

async function findStarted(connection: Connection, experimentId: string, key: string): Promise<unknown> {
  const { runs } = await post(connection, "runs/search", {
    experiment_ids: [experimentId],
    filter: `tags.\`${START_TAG}\` = '${key}'`,
    max_results: 1,
  });
  return Array.isArray(runs) ? (runs[0] ?? null) : null;
}

function openedRun(run: unknown): OpenedRun {
  const { info } = (run ?? {}) as { readonly info?: Message };
  const runId = info?.run_id;
  if (typeof runId !== "string") {
    throw new TrackingError({ message: "The tracking server's answer names no run." });
  }
  const [, root = null] = /^mlflow-artifacts:\/+(?:[^/]+:\d+\/)?(.*)$/.exec(String(info?.artifact_uri)) ?? [];
  return { runId, experimentId: String(info?.experiment_id), artifactRoot: root };
}
