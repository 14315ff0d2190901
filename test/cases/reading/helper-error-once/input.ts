// A mistake in a helper is said once, where it is, with all of its uses.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

import { noisy } from "./noise.ts";

const twice = (x: number) => noisy(x) * 2;

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    a: max(noisy(flight.delay)).over("1d"),
    b: max(noisy(flight.distance)).over("1d"),
    c: max(twice(flight.delay)).over("1d"),
  }),
  refresh: "stream",
});
