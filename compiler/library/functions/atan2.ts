// `Math.atan2(y, x)`.
import { transcendentalOfTwo } from "../families/transcendental.ts";

export const atan2 = transcendentalOfTwo(
  "atan2",
  "The angle of the point (second, first) from the first axis, -pi to pi, within two units in the last place.",
  [
    [1, 1, Math.PI / 4],
    [0, -1, Math.PI],
    [-0, -1, -Math.PI],
    [-0, 0, -0],
    [-2, 0, -Math.PI / 2],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2.356194490192345],
    [Number.NaN, 1, Number.NaN],
  ],
);
