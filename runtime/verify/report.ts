// What an audit found: how much was compared, and the first differences.
import type { Value } from "../../compiler/ir/value-type.ts";

/** Differences that are kept whole; beyond them they are only counted. */
export const MOST_EXAMPLES = 10;

export interface Difference {
  readonly view: string;
  readonly feature: string;
  /** What tells the row: its keys, or its number in the snapshot. */
  readonly key: Readonly<Record<string, Value>>;
  /** Microseconds since 1970; null for a request view. */
  readonly asOf: number | null;
  readonly online: FaceValue;
  readonly offline: FaceValue;
}

export interface FaceValue {
  readonly value: Value;
  readonly bits: string;
}

export interface Verification {
  readonly kind: "feature_view" | "request_view";
  readonly view: string;
  /** Keys asked for, or rows of the snapshot. */
  readonly rows: number;
  /** Of these, rows that the online store has; null for a request view. */
  readonly found: number | null;
  /** The cut that is served, microseconds since 1970; null for a request view. */
  readonly cut: number | null;
  readonly compared: number;
  readonly differences: number;
  readonly examples: readonly Difference[];
}

/** Counts what is compared, and keeps the first differences. */
export class Tally {
  compared = 0;
  differences = 0;
  readonly examples: Difference[] = [];

  /** `difference` is called only where it is needed. */
  add(same: boolean, difference: () => Difference): void {
    this.compared++;
    if (same) return;
    this.differences++;
    if (this.examples.length < MOST_EXAMPLES) this.examples.push(difference());
  }
}
