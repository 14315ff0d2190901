// Lengths of time as authors write them.

/** A whole number and a unit: `"250ms"`, `"90s"`, `"10m"`, `"6h"`, `"30d"`, `"2w"`; `us` are microseconds. */
export type Duration = `${bigint}${"us" | "ms" | "s" | "m" | "h" | "d" | "w"}`;
