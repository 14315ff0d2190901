// Brings a run of a tracking server into the project's own store, with all that was logged to it and under its own id.
import type { Connection } from "../client/connection.ts";
import { get, openArtifact } from "../client/http.ts";
import { ensureExperiment } from "../tracking/experiments.ts";
import { logBatch } from "../tracking/log-batch.ts";
import { findRun, readRun } from "../tracking/read-runs.ts";
import type { KeyValue, Metric, RunStatus } from "../tracking/records.ts";
import { runArtifactPath } from "../tracking/run-artifacts.ts";
import { createRun, updateRun } from "../tracking/runs.ts";
import { UserError } from "../user-error.ts";
import type { Store } from "./load-run.ts";

/** The tag of a run that was brought from a server: its address. */
const FETCHED_TAG = "bifold.fetched_from";
const SCHEME = "mlflow-artifacts:/";
const PAGE = "5000";

export interface FetchRunOptions {
  readonly store: Store;
  readonly connection: Connection;
  /** 32 hexadecimal digits. */
  readonly runId: string;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

interface RunMessage {
  readonly info: {
    readonly experiment_id: string;
    readonly run_name?: string;
    readonly user_id?: string;
    readonly status: RunStatus;
    readonly start_time?: number;
    readonly end_time?: number;
  };
  readonly data?: {
    readonly metrics?: readonly { readonly key: string }[];
    readonly params?: readonly KeyValue[];
    readonly tags?: readonly KeyValue[];
  };
}

interface FileMessage {
  readonly path: string;
  readonly is_dir?: boolean;
}

/**
 * A run that is here already, whole, is left as it is; one that was cut short, or still ran, is brought anew. Metrics
 * come page by page and artifacts as streams.
 *
 * @throws TrackingError with the server's words; UserError F5169 where its artifacts are not the server's to give.
 */
export async function fetchRun(options: FetchRunOptions): Promise<void> {
  const { store, connection, runId, now, signal } = options;
  const { metadata } = store;
  const here = await readRun(metadata, runId).catch(() => null);
  if (here !== null && !isPart(here)) return;
  const { info, data = {} } = (await get(connection, "runs/get", { run_id: runId })).run as RunMessage;
  const { experiment } = await get(connection, "experiments/get", { experiment_id: info.experiment_id });
  const { name: experimentName } = experiment as { readonly name: string };
  const experimentId = await ensureExperiment(metadata, experimentName, now());
  if (here === null) {
    await createRun(metadata, {
      runId,
      experimentId,
      startTime: Number(info.start_time ?? now()),
      tags: [{ key: FETCHED_TAG, value: connection.url }],
      ...(info.run_name === undefined ? {} : { name: info.run_name }),
      ...(info.user_id === undefined ? {} : { userId: info.user_id }),
    });
  }
  await logBatch(metadata, runId, { params: data.params ?? [], tags: data.tags ?? [] });
  for (const { key } of data.metrics ?? []) await fetchHistory(options, key);
  const kept = (await findRun(metadata, runId)).experiment_id;
  await fetchFolder(options, "", (file) => runArtifactPath(String(kept), runId, file));
  signal.throwIfAborted();
  // Last: a run that says how it ended is here whole.
  const endTime = info.end_time === undefined ? {} : { endTime: Number(info.end_time) };
  await updateRun(metadata, runId, { status: info.status, ...endTime });
}

function isPart({ info, tags }: Awaited<ReturnType<typeof readRun>>): boolean {
  return info.status === "RUNNING" && tags.some(({ key }) => key === FETCHED_TAG);
}

async function fetchHistory(
  { store, connection, runId, signal }: FetchRunOptions,
  metric: string,
): Promise<void> {
  for (let token: string | undefined = ""; token !== undefined; ) {
    signal.throwIfAborted();
    const page = await get(connection, "metrics/get-history", {
      run_id: runId,
      metric_key: metric,
      max_results: PAGE,
      ...(token === "" ? {} : { page_token: token }),
    });
    const points = (page.metrics ?? []) as readonly Metric[];
    await logBatch(store.metadata, runId, {
      // NaN and infinities come as words.
      metrics: points.map((point) => ({ ...point, value: Number(point.value) })),
    });
    token = (page.next_page_token as string | undefined) || undefined;
  }
}

async function fetchFolder(
  options: FetchRunOptions,
  folder: string,
  placeOf: (file: string) => string,
): Promise<void> {
  const { store, connection, runId, now, signal } = options;
  for (let token: string | undefined = ""; token !== undefined; ) {
    const page = await get(connection, "artifacts/list", {
      run_id: runId,
      ...(folder === "" ? {} : { path: folder }),
      ...(token === "" ? {} : { page_token: token }),
    });
    const root = String(page.root_uri ?? "");
    for (const { path, is_dir: isFolder = false } of (page.files ?? []) as readonly FileMessage[]) {
      signal.throwIfAborted();
      if (isFolder) await fetchFolder(options, path, placeOf);
      else {
        const stream = await openArtifact(connection, `${serverPath(root)}/${path}`);
        await store.artifacts.put(placeOf(path), stream, now());
      }
    }
    token = (page.next_page_token as string | undefined) || undefined;
  }
}

function serverPath(root: string): string {
  if (root.startsWith(SCHEME)) return root.slice(SCHEME.length).replace(/^\/+|\/+$/g, "");
  throw new UserError({
    code: "F5169",
    message: `The run's artifacts lie at ${root}, and the server does not hand them out.`,
    hint: "Start it so that it serves artifacts, as `npx bifold server` and `mlflow server --serve-artifacts` do.",
  });
}
