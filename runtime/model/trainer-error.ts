// The one error of running a trainer: it did not start, failed, or left incomplete results.
import { UserError } from "../user-error.ts";

export interface TrainerFailure {
  readonly message: string;
  readonly hint: string;
  /** Null where the process did not start or was killed. */
  readonly exitCode: number | null;
  /** The last lines of its output. */
  readonly lastLines: readonly string[];
}

export class TrainerError extends UserError {
  readonly exitCode: number | null;
  readonly lastLines: readonly string[];

  constructor(failure: TrainerFailure, options?: ErrorOptions) {
    const { message, hint, exitCode, lastLines } = failure;
    const said =
      lastLines.length === 0 ? "" : `; its last lines:\n${lastLines.map((line) => `  | ${line}`).join("\n")}`;
    super({ code: "F5302", message: message + said, hint }, options);
    this.name = "TrainerError";
    this.exitCode = exitCode;
    this.lastLines = lastLines;
  }
}
