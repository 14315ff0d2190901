// Ctrl-C: the first asks what runs to stop cleanly, a later one ends the process at once.

/** Exit code of a process that a user interrupted. */
export const INTERRUPTED = 130;

/** npm passes a terminal's Ctrl-C on to a process that has had it already: within this time it is the same one. */
const SAME_PRESS_MS = 500;

export interface SignalSource {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  exit(code: number): void;
}

/** Aborts on the first SIGINT or SIGTERM of `source`, whose name is the reason's message; `now` in milliseconds. */
export function listenForInterrupts(
  source: SignalSource,
  write: (text: string) => void,
  now: () => number,
): AbortSignal {
  const controller = new AbortController();
  let first = 0;
  const interrupt = (name: string): void => {
    if (!controller.signal.aborted) {
      first = now();
      write("\nStopping; Ctrl-C again to end at once.\n");
      controller.abort(new DOMException(name, "AbortError"));
    } else if (now() - first >= SAME_PRESS_MS) {
      source.exit(INTERRUPTED);
    }
  };
  source.on("SIGINT", () => interrupt("SIGINT"));
  source.on("SIGTERM", () => interrupt("SIGTERM"));
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
