// `Math.log10(x)`.
import { transcendental } from "../families/transcendental.ts";

export const log10 = transcendental(
  "log10",
  "Logarithm to the base 10, within one unit in the last place and exact of its powers; NaN below zero.",
  [
    [1000, 3],
    [1e-7, -7],
    [2, 0.3010299956639812],
    [0, Number.NEGATIVE_INFINITY],
    [-1, Number.NaN],
  ],
);
