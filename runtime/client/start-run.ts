// Starts a run on a tracking server, or attaches to the one that this process was started for.
import { randomUUID } from "node:crypto";
import { type Connection, connectionOf, firstOf, type Variables } from "./connection.ts";
import type { ParamValue, TrackedRun } from "./contract.ts";
import { unwatch, watch } from "./exit.ts";
import { createRun, findRun, type NewRunOptions } from "./open-run.ts";
import type { RetryOptions } from "./retry.ts";
import { trackedRun } from "./tracked-run.ts";

const PATIENCE_MS = 60_000;
const CAPACITY = 100_000;
/** MLflow's clients tell nested runs by it. */
const PARENT_TAG = "mlflow.parentRunId";

export interface StartRunOptions {
  /** Default: BIFOLD_TRACKING_URL, then MLFLOW_TRACKING_URI. */
  readonly url?: string;
  /** Default: BIFOLD_TRACKING_TOKEN, then MLFLOW_TRACKING_TOKEN, then MLFLOW_TRACKING_USERNAME and _PASSWORD. */
  readonly token?: string;
  /** Made where there is none; default: MLFLOW_EXPERIMENT_NAME, then `Default`. Of no meaning where a run is attached to. */
  readonly experiment?: string;
  /** A run to attach to; default: BIFOLD_RUN_ID, then MLFLOW_RUN_ID; null: start a new one all the same. */
  readonly runId?: string | null;
  readonly name?: string;
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** How long a server that is away is waited for, in milliseconds; default a minute. */
  readonly patience?: number;
  /** Values that are kept at most until they are sent; default 100,000. */
  readonly capacity?: number;
  /** Whether the end of the process ends the run; default true. False: the caller sees to it, whatever comes. */
  readonly endWithProcess?: boolean;
  /** Told of every failure as it happens; default: a line on standard error. */
  readonly onError?: (error: Error) => void;
  /** Told of a server that gives no answer and is waited for, once a request. */
  readonly onWait?: (error: unknown) => void;
  readonly variables?: Variables;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

/**
 * The run is flushed and ended when the process ends, unless `end` was called before. Only SIGKILL and a crash of the
 * machine lose anything: what was logged in the last half second, or as much as a slow server has not yet taken.
 *
 * @throws TrackingError where no server is named, it is away for longer than `patience`, or refuses.
 */
export async function startRun(options: StartRunOptions = {}): Promise<TrackedRun> {
  const { variables = process.env, now = Date.now, random = Math.random, patience = PATIENCE_MS } = options;
  const connection = connectionOf(options, variables);
  const attachTo =
    options.runId === undefined ? firstOf(variables.BIFOLD_RUN_ID, variables.MLFLOW_RUN_ID) : options.runId;
  const experiment = firstOf(options.experiment, variables.MLFLOW_EXPERIMENT_NAME) ?? "Default";
  const shared: Shared = {
    connection,
    trying: { patience, now, random, ...(options.onWait === undefined ? {} : { onWait: options.onWait }) },
    capacity: options.capacity ?? CAPACITY,
    onError: options.onError ?? ((error) => process.stderr.write(`bifold/tracking: ${error.message}\n`)),
    endWithProcess: options.endWithProcess ?? true,
    user: firstOf(variables.USER, variables.USERNAME),
  };
  return open(shared, { ...options, experiment: { name: experiment }, attachTo: attachTo ?? null });
}

interface Shared {
  readonly connection: Connection;
  readonly trying: RetryOptions;
  readonly capacity: number;
  readonly onError: (error: Error) => void;
  readonly endWithProcess: boolean;
  readonly user: string | undefined;
}

interface Wanted {
  readonly experiment: NewRunOptions["experiment"];
  readonly attachTo: string | null;
  readonly name?: string;
  readonly params?: Readonly<Record<string, ParamValue>>;
  readonly tags?: Readonly<Record<string, string>>;
}

async function open(shared: Shared, wanted: Wanted): Promise<TrackedRun> {
  const { connection, trying, user } = shared;
  const { experiment, attachTo, name, params = {}, tags = {} } = wanted;
  const run =
    attachTo === null
      ? await createRun(connection, trying, {
          experiment,
          startKey: randomUUID(),
          startTime: trying.now(),
          name,
          user,
          tags,
        })
      : await findRun(connection, trying, attachTo);
  const held = trackedRun({
    ...shared,
    run,
    attached: attachTo !== null,
    startNested: (nested) =>
      open(shared, {
        ...nested,
        experiment: { id: run.experimentId },
        attachTo: null,
        tags: { ...nested.tags, [PARENT_TAG]: run.runId },
      }),
    onEnd: unwatch,
  });
  if (shared.endWithProcess) watch(held);
  if (attachTo !== null) {
    held.setTags(tags);
    if (name !== undefined) held.setTag("mlflow.runName", name);
  }
  held.logParams(params);
  return held;
}
