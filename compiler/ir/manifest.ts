// The compiled project as one plain value: what the runtime reads, and what two compilations are compared by.
import type { OnlineLayout } from "./plan.ts";
import type { Program } from "./program.ts";

/** That a view's faces were held to one another, on how much, by which compiler. */
export interface Certificate {
  /** Of the view, or of the model's inputs. */
  readonly fingerprint: string;
  readonly compiler: string;
  /** SHA-256 of all that decides values: the function table, the plan, the backends, and what reads stored rows. */
  readonly functions: string;
  /** Values that were compared with the reference interpreter's. */
  readonly cases: number;
  readonly differences: 0;
  /** SHA-256 of the name and all of the above: an edit by hand is noticed. */
  readonly digest: string;
}

export interface Manifest {
  readonly format: 1;
  readonly compiler: string;
  /** The canonical program: the fingerprints' preimage, and the base of every comparison. */
  readonly program: Program;
  /** `feature_view/origin_delays` -> hex. */
  readonly fingerprints: Readonly<Record<string, string>>;
  /** By feature view: what one stored row holds. */
  readonly layouts: Readonly<Record<string, OnlineLayout>>;
  /** Generated files but this one: path -> SHA-256 of its text. */
  readonly files: Readonly<Record<string, string>>;
  /** By feature view, request view, and model with inputs of its own. */
  readonly certificates: Readonly<Record<string, Certificate>>;
}
