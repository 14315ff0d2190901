// `Math.cbrt(x)`.
import { transcendental } from "../families/transcendental.ts";

export const cbrt = transcendental(
  "cbrt",
  "Cube root, within one unit in the last place, and that of a whole number's cube is the number.",
  [
    [27, 3],
    [-0.001, -0.1],
    [2, 1.2599210498948732],
    [-0, -0],
    [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
    [Number.NaN, Number.NaN],
  ],
);
