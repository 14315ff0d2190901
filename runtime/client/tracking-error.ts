// What went wrong between a trainer and its tracking server.

export interface TrackingFailure {
  readonly message: string;
  /** HTTP status; null where no answer came. */
  readonly status?: number | null;
  /** MLflow's `error_code`, such as RESOURCE_DOES_NOT_EXIST; null where there is none. */
  readonly code?: string | null;
  /** The single failures, where this one sums them up. */
  readonly failures?: readonly Error[];
}

export class TrackingError extends Error {
  readonly status: number | null;
  readonly code: string | null;
  readonly failures: readonly Error[];

  constructor(details: TrackingFailure, options?: ErrorOptions) {
    super(details.message, options);
    this.name = "TrackingError";
    this.status = details.status ?? null;
    this.code = details.code ?? null;
    this.failures = details.failures ?? [];
  }
}

/** One error for all that a run could not log; null where nothing failed. */
export function sumUp(runId: string, failures: readonly Error[]): TrackingError | null {
  const [first] = failures;
  if (first === undefined) return null;
  const more = failures.length === 1 ? "" : ` (and ${failures.length - 1} more)`;
  return new TrackingError(
    { message: `Run ${runId} was not logged whole: ${first.message}${more}`, failures },
    { cause: first },
  );
}
