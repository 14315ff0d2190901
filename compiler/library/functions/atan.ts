// `Math.atan(x)`.
import { transcendental } from "../families/transcendental.ts";

export const atan = transcendental("atan", "Arc tangent, within one unit in the last place.", [
  [1, Math.PI / 4],
  [-0, -0],
  [0.5, 0.4636476090008061],
  [Number.NEGATIVE_INFINITY, -Math.PI / 2],
  [Number.NaN, Number.NaN],
]);
