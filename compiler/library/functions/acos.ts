// `Math.acos(x)`.
import { transcendental } from "../families/transcendental.ts";

export const acos = transcendental(
  "acos",
  "Arc cosine, within one unit in the last place; NaN beyond -1 and 1.",
  [
    [1, 0],
    [0, Math.PI / 2],
    [-1, Math.PI],
    [0.5, 1.0471975511965979],
    [1.0000000000000002, Number.NaN],
  ],
);
