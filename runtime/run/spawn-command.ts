// Starts a command whose output goes on to where ours goes, byte by byte, and which gets the signals that we get.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { type Readable, Writable } from "node:stream";
import { UserError } from "../user-error.ts";

/** How long output is awaited after the command's end, where processes that it left behind keep it open. */
const DRAIN_MS = 5_000;

/** Where bytes go: a stream of the process, or whatever a test gives. */
export interface ByteSink {
  write(chunk: Uint8Array): unknown;
}

export interface SpawnOptions {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdout: ByteSink;
  readonly stderr: ByteSink;
  /** Gets what both print, in the order in which it comes. */
  readonly take: (chunk: Uint8Array) => void;
  readonly signal: AbortSignal;
  /** Whether a terminal's Ctrl-C reaches the command by itself. */
  readonly terminal: boolean;
}

export interface Ending {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface SpawnedCommand {
  /** Null where it could not be started. */
  readonly pid: number | null;
  /** Rejects with UserError F5171 where it could not be started. */
  readonly ended: Promise<Ending>;
}

export function spawnCommand(options: SpawnOptions): SpawnedCommand {
  const { argv, folder, variables, signal, take, terminal } = options;
  const [command = "", ...parameters] = argv;
  const child = spawn(command, parameters, {
    cwd: folder,
    env: variables,
    stdio: ["inherit", "pipe", "pipe"],
  });
  const pass = (): void => {
    const name = signalOf(signal);
    if (!(terminal && name === "SIGINT")) child.kill(name);
  };
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once("error", (cause) => reject(notStarted(command, cause)));
    child.once("exit", (code, killedBy) => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, DRAIN_MS).unref();
      resolve({ code, signal: killedBy });
    });
  });
  if (signal.aborted) pass();
  else signal.addEventListener("abort", pass, { once: true });
  const through = Promise.all([
    passOn(child.stdout, options.stdout, take),
    passOn(child.stderr, options.stderr, take),
  ]);
  return {
    pid: child.pid ?? null,
    ended: Promise.all([ended, through])
      .then(([ending]) => ending)
      .finally(() => signal.removeEventListener("abort", pass)),
  };
}

/**
 * What is slow to take the output slows the command down, not fills the memory. Where nobody reads it any more, as behind
 * `head`, the command's own pipe breaks, as it would without us.
 */
async function passOn(from: Readable, to: ByteSink, take: (chunk: Uint8Array) => void): Promise<void> {
  const broken = new AbortController();
  const stream = to instanceof Writable ? to : null;
  stream?.once("error", () => broken.abort());
  try {
    for await (const chunk of from) {
      take(chunk);
      if (broken.signal.aborted || stream?.writable === false) return;
      if (to.write(chunk) === false && stream !== null) {
        await once(stream, "drain", broken).catch(() => broken.abort());
      }
    }
  } catch (error) {
    // Cut off after the command's end.
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}

function signalOf({ reason }: AbortSignal): NodeJS.Signals {
  return reason instanceof Error && reason.message === "SIGTERM" ? "SIGTERM" : "SIGINT";
}

function notStarted(command: string, cause: NodeJS.ErrnoException): UserError {
  const why =
    cause.code === "ENOENT"
      ? "there is no such program"
      : cause.code === "EACCES"
        ? "it may not be executed"
        : cause.message;
  return new UserError(
    {
      code: "F5171",
      message: `The command '${command}' cannot be started: ${why}.`,
      hint: "Give it as you would type it, after `--`; what needs a shell goes into sh -c '…'.",
    },
    { cause },
  );
}
