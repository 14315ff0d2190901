// `Math.log1p(x)`.
import { transcendental } from "../families/transcendental.ts";

export const log1p = transcendental("log1p", "log(1 + x), exact for small x.", [
  [1, Math.LN2],
  [1e-300, 1e-300],
  [-0, -0],
  [-1, Number.NEGATIVE_INFINITY],
  [-2, Number.NaN],
]);
