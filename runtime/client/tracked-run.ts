// One run as a trainer holds it: takes what is logged, passes it on in order, keeps what failed until it is asked for.
import { batchMessage } from "./batch.ts";
import type { Connection } from "./connection.ts";
import type {
  Entry,
  MetricPlace,
  NestedRunOptions,
  ParamValue,
  RunEnd,
  RunInput,
  TrackedRun,
} from "./contract.ts";
import type { OpenRun } from "./exit.ts";
import { type ApiRequest, messageRequest, post } from "./http.ts";
import { type OpenedRun, paramTexts } from "./open-run.ts";
import { type RetryOptions, retry } from "./retry.ts";
import { SendQueue } from "./send-queue.ts";
import { sumUp, TrackingError } from "./tracking-error.ts";
import { uploadTo } from "./upload.ts";

const MOST_PARAM = 6000;
const MOST_TAG = 8000;
const KEPT_FAILURES = 100;

export interface TrackedRunOptions {
  readonly connection: Connection;
  readonly run: OpenedRun;
  /** Whether somebody else opened it, and will end it. */
  readonly attached: boolean;
  readonly trying: RetryOptions;
  readonly capacity: number;
  readonly onError: (error: Error) => void;
  readonly startNested: (options: NestedRunOptions) => Promise<TrackedRun>;
  /** Told when the run has ended. */
  readonly onEnd: (run: OpenRun) => void;
}

/** The run, and what is to be done with it when the process ends. */
export interface HeldRun extends TrackedRun, OpenRun {}

export function trackedRun(options: TrackedRunOptions): HeldRun {
  const { connection, run, attached, trying } = options;
  const { runId } = run;
  const waiting = new Set<Promise<unknown>>();
  let failures: Error[] = [];
  let ending: Promise<void> | null = null;
  let away = false;

  const fail = (error: Error): void => {
    // The first ones say what is wrong; of a server that is away there would be thousands.
    if (failures.length < KEPT_FAILURES) failures.push(error);
    options.onError(error);
  };
  /** Once a server was away for as long as is waited for, each request is tried once, until one gets through. */
  const send = async (route: string, message: Parameters<typeof post>[2]): Promise<void> => {
    try {
      await retry(away ? { ...trying, patience: 0 } : trying, () => post(connection, route, message));
      away = false;
    } catch (error) {
      away ||= error instanceof TrackingError && error.status === null;
      throw error;
    }
  };
  const queue = new SendQueue({
    send: (entries) => send("runs/log-batch", batchMessage(runId, entries)),
    onFailure: fail,
    capacity: options.capacity,
  });
  const open = (): void => {
    if (ending !== null) throw new TrackingError({ message: `Run ${runId} has ended: log before 'end'.` });
  };
  const push = (entries: readonly Entry[]): Promise<void> => {
    open();
    let room = Promise.resolve();
    for (const entry of entries) {
      const problem = problemOf(entry);
      if (problem === null) room = queue.push(entry);
      else fail(new TrackingError({ message: problem }));
    }
    return room;
  };
  /** Work that `flush` waits for; its failure is kept, also where nobody awaits the result. */
  const pending = (work: Promise<void>): Promise<void> => {
    const settled = work.catch((error: unknown) => {
      const failure = error instanceof Error ? error : new Error(String(error));
      fail(failure);
      throw failure;
    });
    const watched = settled.catch(() => {}).finally(() => waiting.delete(watched));
    waiting.add(watched);
    return settled;
  };
  const upload = uploadTo({ connection, run, trying });
  const flush = async (): Promise<void> => {
    await queue.drain();
    await Promise.all(waiting);
    const problem = sumUp(runId, failures);
    failures = [];
    if (problem !== null) throw problem;
  };
  const update = (status: RunEnd) => ({ run_id: runId, status, end_time: trying.now() });
  const pairs = (kind: "param" | "tag", values: Readonly<Record<string, ParamValue>>) =>
    push(paramTexts(values).map((pair) => ({ kind, ...pair })));
  const logMetrics = (values: Readonly<Record<string, number>>, place: MetricPlace = {}) => {
    const { step = 0, time = trying.now() } = place;
    return push(
      Object.entries(values).map(([key, value]) => ({ kind: "metric", key, value, step, timestamp: time })),
    );
  };

  const endAs = async (status: RunEnd): Promise<void> => {
    try {
      await flush();
    } finally {
      options.onEnd(held);
      if (!attached) await send("runs/update", update(status));
    }
  };

  const held: HeldRun = {
    runId,
    experimentId: run.experimentId,
    url: connection.url,
    logMetric: (key, value, place) => logMetrics({ [key]: value }, place),
    logMetrics,
    logParam: (key, value) => pairs("param", { [key]: value }),
    logParams: (params) => pairs("param", params),
    setTag: (key, value) => pairs("tag", { [key]: value }),
    setTags: (tags) => pairs("tag", tags),
    logArtifact(file, { path } = {}) {
      open();
      return pending(upload.file(file, path));
    },
    logText(text, path) {
      open();
      return pending(upload.bytes(Buffer.from(text), path));
    },
    logBytes(bytes, path) {
      open();
      return pending(upload.bytes(bytes, path));
    },
    logInput(input) {
      open();
      return pending(send("runs/log-inputs", inputMessage(runId, input)));
    },
    startNested(nested = {}) {
      open();
      return options.startNested(nested);
    },
    flush,
    end(status = "FINISHED") {
      // The first one counts: a `finally` may end what a `catch` has ended.
      ending ??= endAs(status);
      return ending;
    },
    leftOver(status): readonly ApiRequest[] {
      const unsent = queue.unsent();
      const batches: ApiRequest[] = [];
      for (let start = 0; start < unsent.length; start += 100) {
        const message = batchMessage(runId, unsent.slice(start, start + 100));
        batches.push(messageRequest(connection, "runs/log-batch", message));
      }
      return attached ? batches : [...batches, messageRequest(connection, "runs/update", update(status))];
    },
    uploads: () => waiting.size,
  };
  return held;
}

function problemOf({ kind, key, value, ...rest }: Entry): string | null {
  if (typeof key !== "string" || key === "") return `a ${kind} without a name cannot be logged`;
  if (kind === "metric") {
    if (typeof value !== "number") return `metric '${key}' is ${typeof value}, not a number`;
    const { step } = rest as { readonly step: number };
    return Number.isSafeInteger(step) ? null : `metric '${key}' has step ${step}, which is no whole number`;
  }
  const most = kind === "param" ? MOST_PARAM : MOST_TAG;
  const { length } = String(value);
  // The server would cut it off without a word.
  return length <= most
    ? null
    : `${kind} '${key}' has ${length} characters, and ${most} are kept: log it as a text`;
}

function inputMessage(runId: string, input: RunInput) {
  const { name, digest, source, sourceType = "local", schema, profile, context } = input;
  const dataset = {
    name,
    digest,
    source_type: sourceType,
    source: typeof source === "string" ? source : JSON.stringify(source),
    ...(schema === undefined ? {} : { schema: JSON.stringify(schema) }),
    ...(profile === undefined ? {} : { profile: JSON.stringify(profile) }),
  };
  const tags = context === undefined ? [] : [{ key: "mlflow.data.context", value: context }];
  return { run_id: runId, datasets: [{ dataset, tags }] };
}
