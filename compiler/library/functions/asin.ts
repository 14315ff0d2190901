// `Math.asin(x)`.
import { transcendental } from "../families/transcendental.ts";

export const asin = transcendental(
  "asin",
  "Arc sine, within two units in the last place; NaN beyond -1 and 1.",
  [
    [0, 0],
    [-0, -0],
    [0.25, 0.25268025514207865],
    [1, Math.PI / 2],
    [1.0000000000000002, Number.NaN],
  ],
);
