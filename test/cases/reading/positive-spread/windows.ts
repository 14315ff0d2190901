export const WINDOWS = ["1d", "7d"] as const;
export const EVEN = false;
