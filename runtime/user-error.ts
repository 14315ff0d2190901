// A mistake of the user, or of the user's data or machine, with the way out: shown as a diagnostic, never as a stack.

export interface UserErrorDetails {
  /** Stable, never reused: F5xxx for data and running. */
  readonly code: string;
  readonly message: string;
  readonly why?: string;
  readonly hint?: string;
}

export class UserError extends Error {
  readonly code: string;
  readonly why: string | undefined;
  readonly hint: string | undefined;

  constructor(details: UserErrorDetails, options?: ErrorOptions) {
    super(details.message, options);
    this.name = "UserError";
    this.code = details.code;
    this.why = details.why;
    this.hint = details.hint;
  }
}
