// What the SQL backend decides by size, and tests set otherwise, to reach with few rows what many rows reach.

/** A tree of a key's values: nodes have `2 ** bits` children. */
export interface ValueTree {
  readonly bits: number;
  readonly levels: number;
}

export interface Tuning {
  /** In place of the strategies' own: 0 indexes every key, a great number none. */
  readonly hotFactor: number | null;
  /** Whether lists of rows go by rank over all keys; else their keys are weighed or joined like any other's. */
  readonly listsByRank: boolean;
  readonly tree: ValueTree;
  /** Probes a block, as a power of two. */
  readonly block: number;
}

export const TUNING: Tuning = {
  hotFactor: null,
  listsByRank: true,
  // 65,536 buckets: of a key with 5 million rows a bucket has 76.
  tree: { bits: 4, levels: 4 },
  // About as long as the runs of a hot key's values.
  block: 6,
};

/** Every key by look-up; few buckets, so that several values share one; short blocks, so that runs cover them. */
export const ALL_INDEXED: Tuning = { ...TUNING, hotFactor: 0, tree: { bits: 1, levels: 2 }, block: 1 };

/** Every key joined row by row, lists too. */
export const NONE_INDEXED: Tuning = { ...TUNING, hotFactor: 1e18, listsByRank: false };
