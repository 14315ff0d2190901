// How much one request may ask for, and how long it may take.

export interface ServingLimits {
  /** Instances in one request body. */
  readonly instances: number;
  readonly bodyBytes: number;
  /** From the first byte of a request to its answer, in milliseconds. */
  readonly deadlineMs: number;
  /** How long health and metrics wait for the store, in milliseconds. */
  readonly probeMs: number;
  /** Requests worked on at the same time; those beyond are refused at once. */
  readonly inFlight: number;
}

export const DEFAULT_LIMITS: ServingLimits = {
  instances: 1_000,
  bodyBytes: 1_048_576,
  deadlineMs: 2_000,
  probeMs: 1_000,
  inFlight: 1_000,
};
