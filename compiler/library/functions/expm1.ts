// `Math.expm1(x)`.
import { transcendental } from "../families/transcendental.ts";

export const expm1 = transcendental("expm1", "e to the power of x, minus 1, exact for small x.", [
  [1, 1.718281828459045],
  [1e-300, 1e-300],
  [-0, -0],
  [Number.NEGATIVE_INFINITY, -1],
]);
