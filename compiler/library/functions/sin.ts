// `Math.sin(x)`.
import { transcendental } from "../families/transcendental.ts";

export const sin = transcendental(
  "sin",
  "Sine, within one unit in the last place; NaN beyond 2^20 * pi/2 = 1647099.",
  [
    [0, 0],
    [-0, -0],
    [0.5, 0.479425538604203],
    [Math.PI / 2, 1],
    [2e6, Number.NaN],
    [Number.NaN, Number.NaN],
  ],
);
