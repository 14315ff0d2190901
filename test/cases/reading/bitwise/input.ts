// Bitwise operators.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    whole: flight.distance | 0,
    masked: flight.delay & 3,
    shifted: flight.delay << 2,
    inverted: ~flight.delay,
  }),
  refresh: "stream",
});
