// A refusal that is meant for the client: its HTTP status, a stable code, words, and what to do about it.
import type { RequestProblem } from "./contract.ts";

export type ErrorStatus = 400 | 404 | 405 | 413 | 415 | 422 | 500 | 503 | 504;

export interface ErrorDetails {
  readonly problems?: readonly RequestProblem[];
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Sent as `Allow`. */
  readonly allow?: string;
  /** The connection cannot be used again: part of the body was left unread. */
  readonly closeConnection?: boolean;
  readonly cause?: unknown;
}

export class ServingError extends Error {
  override readonly name = "ServingError";
  readonly status: ErrorStatus;
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(status: ErrorStatus, code: string, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.status = status;
    this.code = code;
    this.details = details;
  }
}
