// What can go wrong with an online store that a user can cause or mend, each with the way out.
import { UserError } from "../user-error.ts";

const CODES = {
  /** The server does not answer, or not in time. */
  unavailable: "F5201",
  /** Another writer holds the view. */
  busy: "F5202",
  /** The cut is not later than the active one. */
  stale_cut: "F5203",
  /** This writer lost its lease, or the server lost what it wrote. */
  lease_lost: "F5204",
  /** Another version's store. */
  format: "F5205",
  /** Not a store of ours. */
  foreign: "F5206",
  corrupt: "F5207",
  permission: "F5208",
  full: "F5209",
  /** The server takes no writes. */
  read_only: "F5210",
  /** The server or its address is set up so that it cannot be used. */
  configuration: "F5211",
} as const;

export type OnlineStoreReason = keyof typeof CODES;

export class OnlineStoreError extends UserError {
  readonly reason: OnlineStoreReason;

  constructor(reason: OnlineStoreReason, message: string, hint: string, options?: ErrorOptions) {
    super({ code: CODES[reason], message, hint }, options);
    this.name = "OnlineStoreError";
    this.reason = reason;
  }
}
