// `Math.log(x)`.
import { transcendental } from "../families/transcendental.ts";

export const log = transcendental("log", "Natural logarithm; NaN below zero.", [
  [2, Math.LN2],
  [0, Number.NEGATIVE_INFINITY],
  [-1, Number.NaN],
  [5e-324, -744.4400719213812],
]);
