// Constants and helpers that are made from themselves, across files too.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

import { B, CIRCLE } from "./other.ts";

export const A = B + 1;
const even = (x: number): number => odd(x - 1);
const odd = (x: number): number => even(x - 1);

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    a: max(flight.delay * A).over("1d"),
    again: max(flight.delay * B).over("1d"),
    deep: max(even(flight.delay)).over("1d"),
    circle: max(CIRCLE).over("1d"),
  }),
  refresh: "stream",
});
