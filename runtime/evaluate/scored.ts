// What metrics are computed from.

/** Rows that were predicted, and what became of them. */
export interface Scored {
  readonly scores: Float32Array;
  /** 0 or 1 of a binary task. */
  readonly labels: Float64Array;
}
