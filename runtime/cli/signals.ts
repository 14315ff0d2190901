// Ctrl-C: the first asks what runs to stop cleanly, the second ends the process at once.

/** Exit code of a process that a user interrupted. */
export const INTERRUPTED = 130;

/** Aborts on the first SIGINT or SIGTERM of `source`. */
export function listenForInterrupts(source: NodeJS.Process, write: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) source.exit(INTERRUPTED);
    write("\nStopping; Ctrl-C again to end at once.\n");
    controller.abort();
  };
  source.on("SIGINT", interrupt);
  source.on("SIGTERM", interrupt);
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
