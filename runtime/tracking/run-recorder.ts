// Records a training run: metrics are buffered, kept in order and written in batches.
import { createReadStream } from "node:fs";
import type { Metadata } from "../database/metadata-database.ts";
import { StoreError } from "../database/store-error.ts";
import type { ArtifactStore } from "./artifacts/artifact-store.ts";
import type { StoredBlob } from "./artifacts/blob-store.ts";
import { ensureExperiment } from "./experiments.ts";
import { logInputs } from "./inputs.ts";
import { logBatch } from "./log-batch.ts";
import type { KeyValue, LoggedMetric, RunStatus } from "./records.ts";
import { runArtifactPath } from "./run-artifacts.ts";
import { createRun, updateRun } from "./runs.ts";

const BATCH = 1000;

export interface StartRunOptions {
  readonly metadata: Metadata;
  readonly artifacts: ArtifactStore;
  /** Name of the experiment; created when there is none. */
  readonly experiment: string;
  readonly name?: string;
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly user?: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 32 hexadecimal digits; `newRunId()` gives a fresh one. */
  readonly runId: string;
}

export interface MetricPoint {
  readonly name: string;
  readonly value: number;
  readonly step?: number;
  /** Milliseconds since the epoch; default: now. */
  readonly timestamp?: number;
}

export interface RecordedInput {
  readonly name: string;
  /** Content hash, at most 36 characters. */
  readonly digest: string;
  /** Where it came from; an object is kept as JSON. */
  readonly source: string | object;
  readonly sourceType?: string;
  readonly schema?: object;
  readonly profile?: object;
  /** What it was used for, such as `training`. */
  readonly context?: string;
}

export interface RunRecorder {
  readonly runId: string;
  readonly experimentId: string;
  /** Buffers; a write that fails is thrown by the next call that waits (`flush`, `finish`, …). */
  readonly logMetric: (name: string, value: number, step?: number) => void;
  readonly logMetrics: (points: readonly MetricPoint[]) => void;
  readonly logParams: (params: Readonly<Record<string, string | number | boolean>>) => Promise<void>;
  readonly setTags: (tags: Readonly<Record<string, string>>) => Promise<void>;
  readonly logInput: (input: RecordedInput) => Promise<void>;
  /** Stores a file (by its place) or bytes under a path of the run. */
  readonly logArtifact: (path: string, content: string | Uint8Array) => Promise<StoredBlob>;
  /** Resolves when all that was logged is durable. */
  readonly flush: () => Promise<void>;
  /** Flushes, then ends the run; the run is ended even when the flush fails, and then this throws. */
  readonly finish: (status?: Exclude<RunStatus, "RUNNING" | "SCHEDULED">) => Promise<void>;
}

export async function startRun(options: StartRunOptions): Promise<RunRecorder> {
  const { metadata, artifacts, now, runId } = options;
  const experimentId = await ensureExperiment(metadata, options.experiment, now());
  await createRun(metadata, {
    runId,
    experimentId,
    startTime: now(),
    tags: pairs(options.tags ?? {}),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.user === undefined ? {} : { userId: options.user }),
  });
  await logBatch(metadata, runId, { params: pairs(options.params ?? {}) });

  let buffer: LoggedMetric[] = [];
  let writing: Promise<void> = Promise.resolve();
  let failure: unknown;
  let finished = false;

  const write = (): void => {
    if (buffer.length === 0) return;
    const metrics = buffer;
    buffer = [];
    writing = writing.then(async () => {
      try {
        await logBatch(metadata, runId, { metrics });
      } catch (problem) {
        failure ??= problem;
      }
    });
  };
  const flush = async (): Promise<void> => {
    write();
    await writing;
    if (failure === undefined) return;
    const problem = failure;
    failure = undefined;
    throw problem;
  };
  const open = (): void => {
    if (finished) throw new StoreError("INVALID_STATE", `Run ${runId} is finished: log before 'finish'.`);
  };
  const logMetrics = (points: readonly MetricPoint[]): void => {
    open();
    for (const { name, value, step = 0, timestamp = now() } of points) {
      buffer.push({ key: name, value, step, timestamp });
      if (buffer.length >= BATCH) write();
    }
  };

  return {
    runId,
    experimentId,
    logMetrics,
    logMetric: (name, value, step = 0) => logMetrics([{ name, value, step }]),
    async logParams(params) {
      open();
      await logBatch(metadata, runId, { params: pairs(params) });
    },
    async setTags(tags) {
      open();
      await logBatch(metadata, runId, { tags: pairs(tags) });
    },
    async logInput(input) {
      open();
      await logInputs(metadata, runId, { datasets: [inputOf(input)] });
    },
    async logArtifact(path, content) {
      open();
      const bytes = typeof content === "string" ? createReadStream(content) : onePiece(content);
      return artifacts.put(runArtifactPath(experimentId, runId, path), bytes, now());
    },
    flush,
    async finish(status = "FINISHED") {
      open();
      try {
        await flush();
      } finally {
        finished = true;
        await updateRun(metadata, runId, { status, endTime: now() });
      }
    },
  };
}

function pairs(values: Readonly<Record<string, string | number | boolean>>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
}

function inputOf(input: RecordedInput) {
  const json = (value: object | undefined) => (value === undefined ? null : JSON.stringify(value));
  return {
    dataset: {
      name: input.name,
      digest: input.digest,
      sourceType: input.sourceType ?? "local",
      source: typeof input.source === "string" ? input.source : JSON.stringify(input.source),
      schema: json(input.schema),
      profile: json(input.profile),
    },
    tags: input.context === undefined ? [] : [{ key: "mlflow.data.context", value: input.context }],
  };
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
