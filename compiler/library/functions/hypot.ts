// `Math.hypot(x, y)`.
import { transcendentalOfTwo } from "../families/transcendental.ts";

export const hypot = transcendentalOfTwo(
  "hypot",
  "The root of the sum of two squares, within two units in the last place, also where a square would leave the range.",
  [
    [3, 4, 5],
    [-(2 ** 600), 0, 2 ** 600],
    [-0, -0, 0],
    [Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    [Number.NaN, 1, Number.NaN],
  ],
);
