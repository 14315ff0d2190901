// The one error type of the tracking and registry stores; its code says whose mistake it was.

export type StoreErrorCode =
  | "INVALID_PARAMETER_VALUE"
  | "RESOURCE_DOES_NOT_EXIST"
  | "RESOURCE_ALREADY_EXISTS"
  | "RESOURCE_CONFLICT"
  | "INVALID_STATE"
  | "PERMISSION_DENIED"
  | "UNAUTHENTICATED"
  | "BAD_REQUEST"
  | "NOT_IMPLEMENTED"
  | "RESOURCE_EXHAUSTED"
  | "QUOTA_EXCEEDED";

/** A request that the store refuses; `code` is stable, `message` names the thing and the way out. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}

export const invalid = (message: string): StoreError => new StoreError("INVALID_PARAMETER_VALUE", message);
export const missing = (message: string): StoreError => new StoreError("RESOURCE_DOES_NOT_EXIST", message);
