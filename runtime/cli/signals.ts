// Ctrl-C: the first asks what runs to stop cleanly, the second ends the process at once.

/** Exit code of a process that a user interrupted. */
export const INTERRUPTED = 130;

/** Aborts on the first SIGINT or SIGTERM of `source`. */
export function listenForInterrupts(source: NodeJS.Process, write: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) source.exit(INTERRUPTED);
    write("\nStopping; Ctrl-C again to end at once.\n");
    controller.abort(new Interruption());
  };
  source.on("SIGINT", interrupt);
  source.on("SIGTERM", interrupt);
  return controller.signal;
}

/** The reason of an abort that the user asked for. */
export class Interruption extends Error {
  constructor() {
    super("The user interrupted the command.");
    this.name = "Interruption";
  }
}
