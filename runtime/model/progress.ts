// Progress of a trainer: one JSON line on standard error, written by the trainer and read by Bifold.
import type { Progress } from "./training-job.ts";

/** Reports that a share (0 to 1) of the work is done. */
export function progress(share: number, message: string): void {
  const line: Progress = { progress: Math.min(1, Math.max(0, share)), message };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** The progress that a line of standard error reports; null where it is a line of the log. */
export function readProgress(line: string): Progress | null {
  if (!line.startsWith("{")) return null;
  try {
    const value = JSON.parse(line) as Partial<Progress>;
    if (typeof value.progress !== "number" || !(value.progress >= 0 && value.progress <= 1)) return null;
    return { progress: value.progress, message: typeof value.message === "string" ? value.message : "" };
  } catch {
    return null;
  }
}
