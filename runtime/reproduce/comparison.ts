// What a run and its reproduction are compared by, and what came out.

export interface MetricDifference {
  readonly name: string;
  /** The last values; null: it was not logged. */
  readonly expected: number | null;
  readonly actual: number | null;
  /** Points of the curve that differ by more than the tolerance, or are only there once. */
  readonly points: number;
  /** The largest difference of two points; null where there is no pair. */
  readonly largest: number | null;
  readonly tolerance: number;
}

/** SHA-256 before and after; null: it is not there. */
export interface ArtifactDifference {
  readonly path: string;
  readonly expected: string | null;
  readonly actual: string | null;
}

export interface ParamDifference {
  readonly name: string;
  readonly expected: string | null;
  readonly actual: string | null;
}

export interface Comparison {
  readonly same: boolean;
  /** How both ended. */
  readonly status: { readonly expected: string; readonly actual: string };
  readonly params: readonly ParamDifference[];
  readonly metrics: { readonly compared: number; readonly differences: readonly MetricDifference[] };
  readonly artifacts: { readonly compared: number; readonly differences: readonly ArtifactDifference[] };
}

export interface CompareOptions {
  /** By metric: how far two values may be apart. Without one they must be the same to the last bit. */
  readonly tolerances: Readonly<Record<string, number>>;
  /** Metrics and artifacts that do not count; a `*` at the end stands for anything. */
  readonly ignored: readonly string[];
}

/** Where only some count; null: all do. */
export type Scope = { readonly metrics: ReadonlySet<string>; readonly artifacts: ReadonlySet<string> } | null;
