// `Math.log2(x)`.
import { transcendental } from "../families/transcendental.ts";

export const log2 = transcendental(
  "log2",
  "Logarithm to the base 2, within one unit in the last place and exact of its powers; NaN below zero.",
  [
    [8, 3],
    [5e-324, -1074],
    [3, 1.584962500721156],
    [0, Number.NEGATIVE_INFINITY],
    [-1, Number.NaN],
  ],
);
