// `Math.cos(x)`.
import { transcendental } from "../families/transcendental.ts";

export const cos = transcendental(
  "cos",
  "Cosine, within one unit in the last place; NaN beyond 2^20 * pi/2 = 1647099.",
  [
    [0, 1],
    [1, 0.5403023058681398],
    [Math.PI, -1],
    [Number.NEGATIVE_INFINITY, Number.NaN],
  ],
);
