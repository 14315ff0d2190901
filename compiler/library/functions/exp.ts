// `Math.exp(x)`.
import { transcendental } from "../families/transcendental.ts";

export const exp = transcendental("exp", "e to the power of x.", [
  [1, Math.E],
  [710, Number.POSITIVE_INFINITY],
  [-746, 0],
  [-745, 5e-324],
]);
