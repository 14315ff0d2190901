// Runs a command inside a run: what it was started from is recorded before, what it prints and uses while it runs.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { startRun } from "../client/start-run.ts";
import type { RunEnd, RunInput, TrackedRun } from "../client/contract.ts";
import { readCodeState } from "../tracking/code-state.ts";
import { ConsoleLog } from "./console-log.ts";
import { CONSOLE_FILE, DIFF_FILE, type InputRecord, RECORD_FILE, type RunRecord } from "./record.ts";
import { recordCode, sha256 } from "./record-code.ts";
import { recordEnvironment } from "./record-environment.ts";
import { sampleUsage, SYSTEM_PREFIX } from "./sample-usage.ts";
import { type ByteSink, type Ending, spawnCommand } from "./spawn-command.ts";

const SAMPLE_MS = 5_000;
const CONSOLE_HEAD = 16 << 20;
const CONSOLE_TAIL = 1 << 20;
/** MLflow takes no longer digest of a dataset. */
const DIGEST_LENGTH = 36;

export interface WrapOptions {
  readonly argv: readonly string[];
  /** Where the command runs; absolute. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly server: { readonly url: string; readonly token?: string };
  readonly experiment: string;
  readonly name?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly inputs?: readonly RunFile[];
  /** Names of variables to record besides those that hold no secret for certain. */
  readonly recordVariables?: readonly string[];
  readonly stdout: ByteSink;
  readonly stderr: ByteSink;
  /** Its reason's message is the signal that is passed on. */
  readonly signal: AbortSignal;
  /** Whether a terminal's Ctrl-C reaches the command by itself. */
  readonly terminal: boolean;
  readonly now: () => number;
  readonly sampleEvery?: number;
  /** Told of what could not be logged, as it happens. */
  readonly onError: (error: Error) => void;
  /** Told of a server that gives no answer and is waited for. */
  readonly onWait: (error: unknown) => void;
}

/** A file that the command reads. */
export interface RunFile {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

export interface WrappedCommand extends Ending {
  readonly runId: string;
  readonly experimentId: string;
  readonly status: RunEnd;
  /** What could not be recorded although the command ran; null where all was. */
  readonly unrecorded: Unrecorded | null;
}

export interface Unrecorded {
  readonly message: string;
  /** The file that has the command's output, absolute. */
  readonly console: string;
}

/**
 * The command gets the run as BIFOLD_RUN_ID and MLFLOW_RUN_ID, and its server as BIFOLD_TRACKING_URL and
 * MLFLOW_TRACKING_URI: what it logs lands in this run.
 *
 * @throws UserError F5171 where the command cannot be started; TrackingError where the run could not be begun.
 */
export async function wrapCommand(options: WrapOptions): Promise<WrappedCommand> {
  const { argv, server, variables, folder, now } = options;
  const scratch = await mkdtemp(path.join(os.tmpdir(), "bifold-run-"));
  const consoleFile = path.join(scratch, "console.log");
  let unrecorded: Unrecorded | null = null;
  try {
    const { record, diff, files } = await makeRecord(options, scratch);
    const run = await startRun({
      ...server,
      runId: null,
      experiment: options.experiment,
      ...(options.name === undefined ? {} : { name: options.name }),
      params: options.params ?? {},
      tags: { ...recordTags(record, argv), ...options.tags },
      variables,
      now,
      onError: options.onError,
      onWait: options.onWait,
      endWithProcess: false,
    });
    let ending: Ending;
    try {
      await run.logText(`${JSON.stringify(record, null, 2)}\n`, RECORD_FILE);
      if (diff !== null) await run.logBytes(diff, DIFF_FILE);
      for (const { artifact, content } of files) await run.logBytes(content, artifact);
      for (const input of record.inputs) await run.logInput(inputOf(input));
      ending = await runInside(run);
    } catch (error) {
      await run.end("FAILED").catch(() => {});
      throw error;
    }
    const status = statusOf(ending, options.signal);
    // The command has done its work, and how it ended is what counts: that the server went away is told beside it.
    unrecorded = await run.end(status).then(
      () => null,
      (error: Error) => ({ message: error.message, console: consoleFile }),
    );
    return { ...ending, runId: run.runId, experimentId: run.experimentId, status, unrecorded };
  } finally {
    if (unrecorded === null) await rm(scratch, { recursive: true, force: true });
  }

  async function runInside(run: TrackedRun): Promise<Ending> {
    const log = new ConsoleLog({ file: consoleFile, head: CONSOLE_HEAD, tail: CONSOLE_TAIL });
    const { pid, ended } = spawnCommand({
      argv,
      folder,
      variables: { ...variables, ...variablesOf(run, server.token) },
      stdout: options.stdout,
      stderr: options.stderr,
      take: (chunk) => log.write(chunk),
      signal: options.signal,
      terminal: options.terminal,
    });
    const sampling =
      pid === null
        ? null
        : sampleUsage({
            pid,
            now,
            every: options.sampleEvery ?? SAMPLE_MS,
            take: (values, step) => run.logMetrics(values, { step }),
          });
    let found: Ending;
    try {
      found = await ended;
    } finally {
      const peak = await sampling?.stop();
      log.close();
      if (peak !== undefined && peak.rss !== null) {
        run.logMetric(`${SYSTEM_PREFIX}peak_rss_megabytes`, peak.rss / 1e6);
      }
      // Where it fails, ending the run says so.
      await run.logArtifact(consoleFile, { path: CONSOLE_FILE }).catch(() => {});
    }
    if (found.code !== null) run.setTag("bifold.exit_code", String(found.code));
    if (found.signal !== null) run.setTag("bifold.exit_signal", found.signal);
    return found;
  }
}

function statusOf({ code, signal }: Ending, stopped: AbortSignal): RunEnd {
  if (signal !== null || stopped.aborted) return "KILLED";
  return code === 0 ? "FINISHED" : "FAILED";
}

async function makeRecord(options: WrapOptions, scratch: string) {
  const { folder, argv, variables, recordVariables = [] } = options;
  const temporaryFolder = path.join(scratch, "code");
  await mkdir(temporaryFolder);
  const state = await readCodeState({ folder, temporaryFolder, environment: { ...variables } });
  const code = await recordCode(state, folder, { ...variables });
  const environment = await recordEnvironment({ folder, root: code.root, variables, argv, recordVariables });
  const record: RunRecord = {
    format: 1,
    code,
    environment: environment.record,
    inputs: (options.inputs ?? []).map(({ file, ...facts }) => ({
      ...facts,
      path: pathFrom(code.root, file),
    })),
    work: { kind: "command", argv, params: options.params ?? {} },
  };
  return { record, diff: state.kind === "git" ? state.diff : null, files: environment.files };
}

/** Files below the checkout have the same place in another one. */
function pathFrom(root: string, file: string): string {
  const relative = path.relative(root, file).split(path.sep).join("/");
  return relative.startsWith("../") ? file : relative;
}

function recordTags({ code, environment }: RunRecord, argv: readonly string[]): Record<string, string> {
  const command = argv.join(" ").slice(0, 5000);
  return {
    "mlflow.source.name": command,
    "mlflow.source.type": "LOCAL",
    "bifold.node": environment.node,
    ...(environment.python === null ? {} : { "bifold.python": environment.python.version }),
    "bifold.platform": `${environment.host.platform}-${environment.host.arch}`,
    ...(code.kind === "unknown"
      ? { "bifold.git.unknown": code.reason }
      : {
          "mlflow.source.git.commit": code.sha,
          "bifold.git.dirty": String(code.dirty),
          ...(code.branch === null ? {} : { "mlflow.source.git.branch": code.branch }),
        }),
    ...Object.fromEntries(
      Object.entries(environment.locks)
        .filter(([file]) => path.posix.basename(file) === "package-lock.json")
        .map(([, { sha256: digest }]) => ["bifold.lockfile_sha256", digest]),
    ),
    "bifold.command_sha256": sha256(JSON.stringify(argv)),
  };
}

function inputOf({ name, path: source, sha256: digest, bytes }: InputRecord): RunInput {
  return {
    name,
    digest: digest.slice(0, DIGEST_LENGTH),
    source: { path: source, sha256: digest },
    profile: { bytes },
    context: "training",
  };
}

function variablesOf(run: TrackedRun, token: string | undefined): Record<string, string> {
  return {
    BIFOLD_RUN_ID: run.runId,
    MLFLOW_RUN_ID: run.runId,
    BIFOLD_TRACKING_URL: run.url,
    MLFLOW_TRACKING_URI: run.url,
    ...(token === undefined ? {} : { BIFOLD_TRACKING_TOKEN: token, MLFLOW_TRACKING_TOKEN: token }),
  };
}
