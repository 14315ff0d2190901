import { LATE } from "./limits.ts";

export { WINDOW } from "./limits.ts";
export * from "./rows.ts";
export const isLate = (delay: number): number => (delay > LATE ? 1 : 0);
export const late = { very: (delay: number) => isLate(delay / 2) };
