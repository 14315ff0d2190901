// One step of a command that is done: what came out, how long it took.
import { duration, integer } from "./numbers.ts";
import { type Screen, STEP_WIDTH } from "./screen.ts";

export interface StepResult {
  readonly name: string;
  readonly text: string;
  /** It was current already. */
  readonly skipped?: boolean;
  readonly seconds?: number;
  /** Shown as rows a second. */
  readonly rows?: number;
}

export function showStep(screen: Screen, { name, text, skipped = false, seconds, rows }: StepResult): void {
  const parts = [
    ...(skipped ? ["current"] : []),
    ...(seconds === undefined || skipped ? [] : [duration(seconds)]),
    ...(rows === undefined || seconds === undefined || skipped || seconds < 0.001
      ? []
      : [`${integer(rows / seconds)} rows/s`]),
  ];
  const end = parts.length === 0 ? "" : `  ${screen.style("dim", `(${parts.join(", ")})`)}`;
  screen.line(`${screen.style("bold", name.padEnd(STEP_WIDTH))}${text}${end}`);
}

/** Seconds since it was made. */
export function timer(now: () => number): () => number {
  const start = now();
  return () => (now() - start) / 1000;
}

/** Shows how far certification has come. */
export function certifying(screen: Screen): (view: string, done: number) => void {
  let progress: ReturnType<Screen["progress"]> | null = null;
  return (view, done) => {
    progress ??= screen.progress("certify");
    progress.update(done, view);
  };
}
