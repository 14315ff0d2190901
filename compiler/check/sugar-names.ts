// The aggregations that are no entries of the library: how they are called, and which of its own computes them.
export const SINCE_LAST = "secondsSinceLast";
export const SHARE = "share";

/** What authors call, and the library's aggregation that computes it. */
export const SUGAR = [
  { name: SHARE, of: "mean", arity: 1, window: "required", form: "share(row.amount > 100)" },
  { name: SINCE_LAST, of: "max", arity: 0, window: "optional", form: "secondsSinceLast()" },
] as const;
