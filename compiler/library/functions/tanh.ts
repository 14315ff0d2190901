// `Math.tanh(x)`.
import { transcendental } from "../families/transcendental.ts";

export const tanh = transcendental(
  "tanh",
  "Hyperbolic tangent, within three units in the last place: any number to one between -1 and 1.",
  [
    [0.5, 0.46211715726000974],
    [-0, -0],
    [22, 1],
    [Number.NEGATIVE_INFINITY, -1],
    [1e-300, 1e-300],
    [Number.NaN, Number.NaN],
  ],
);
