// Runs a trainer as a child process on a job, follows its progress, and takes its results only if they are whole.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { jobVariables } from "./job-variables.ts";
import { readProgress } from "./progress.ts";
import { readTrainerOutputs, type TrainerOutputs } from "./read-trainer-outputs.ts";
import { TrainerError } from "./trainer-error.ts";
import {
  JOB_FILE,
  JOB_VARIABLE,
  METRICS_FILE,
  MODEL_FILE,
  PREDICTION_FILES,
  type Progress,
  REPORT_FILE,
  SCHEMA_FILE,
  type TrainingJob,
} from "./training-job.ts";

const KEPT_LINES = 20;
const KEPT_LINE_LENGTH = 500;
/** How long a trainer that was asked to stop may take, in milliseconds. */
const GRACE_MS = 5_000;
/** How long output is awaited after the trainer's end, where processes that it left behind keep it open. */
const DRAIN_MS = 5_000;

export interface RunTrainerOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly job: TrainingJob;
  /** Working directory of the trainer: the project's root. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onProgress?: (progress: Progress) => void;
  readonly onLog?: (line: string) => void;
  /** Stops the trainer: SIGTERM, and SIGKILL five seconds later. */
  readonly signal?: AbortSignal;
}

/**
 * Writes the job file into `job.output` (created if absent; results of an earlier run in it are removed), runs the
 * trainer on it and reads its results.
 *
 * @throws TrainerError if it cannot start, fails, or leaves results that are missing or malformed; the signal's
 * reason if aborted.
 */
export async function runTrainer(options: RunTrainerOptions): Promise<TrainerOutputs> {
  const { command, args, job, cwd, env, signal } = options;
  if (!isAbsolute(job.data) || !isAbsolute(job.output)) {
    throw new TypeError("a training job's data and output are absolute paths");
  }
  signal?.throwIfAborted();
  await mkdir(job.output, { recursive: true });
  for (const stale of [MODEL_FILE, METRICS_FILE, REPORT_FILE, ...PREDICTION_FILES])
    await rm(join(job.output, stale), { force: true });
  const jobFile = join(job.output, JOB_FILE);
  await writeFile(jobFile, `${JSON.stringify(job, null, 2)}\n`);
  await writeFile(join(job.output, SCHEMA_FILE), `${JSON.stringify(job.columns, null, 2)}\n`);
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    cwd,
    env: { ...env, ...jobVariables(job, jobFile) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lastLines: string[] = [];
  const log = (line: string): void => {
    lastLines.push(line.length > KEPT_LINE_LENGTH ? `${line.slice(0, KEPT_LINE_LENGTH)}…` : line);
    if (lastLines.length > KEPT_LINES) lastLines.shift();
    options.onLog?.(line);
  };
  const takeError = (line: string): void => {
    const progress = readProgress(line);
    if (progress === null) log(line);
    else options.onProgress?.(progress);
  };
  const [{ code, killedBy }] = await Promise.all([
    finished(child, signal),
    eachLine(child.stdout, log),
    eachLine(child.stderr, takeError),
  ]).finally(() => child.kill());
  signal?.throwIfAborted();
  const name = [command, ...args].join(" ");
  if (code !== 0) {
    const how = code === null ? `was killed by ${killedBy}` : `failed with exit code ${code}`;
    throw new TrainerError({
      message: `trainer \`${name}\` ${how}`,
      hint: `Run it alone with ${JOB_VARIABLE}=${jobFile} in its environment.`,
      exitCode: code,
      lastLines,
    });
  }
  return readTrainerOutputs(job.output, name, lastLines);
}

async function eachLine(stream: Readable, take: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== "") take(line);
  }
}

function finished(
  child: ChildProcessByStdio<null, Readable, Readable>,
  signal: AbortSignal | undefined,
): Promise<{ code: number | null; killedBy: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    let force: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill("SIGTERM");
      force = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    };
    const settle = (): void => {
      clearTimeout(force);
      signal?.removeEventListener("abort", stop);
    };
    signal?.addEventListener("abort", stop, { once: true });
    child.once("error", (cause) => {
      settle();
      reject(
        new TrainerError(
          {
            message: `trainer \`${child.spawnfile}\` cannot be started: ${cause.message}`,
            hint: "Check that the command exists and may be executed.",
            exitCode: null,
            lastLines: [],
          },
          { cause },
        ),
      );
    });
    child.once("exit", (code, killedBy) => {
      settle();
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, DRAIN_MS).unref();
      resolve({ code, killedBy });
    });
  });
}
