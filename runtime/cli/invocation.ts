// What a command is given of the process that it runs in.

/** A stream of a terminal, a file or a pipe. */
export interface TextStream {
  write(text: string | Uint8Array): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export interface Surroundings {
  /** Working directory. */
  readonly folder: string;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
}

/**
 * 0: fine; 1: the user must do something, and was told what; 2: what was compared differs, as stale output does from
 * what is compiled now. `run` answers its command's own.
 */
export type ExitCode = number;
