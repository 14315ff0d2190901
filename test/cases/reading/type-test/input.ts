// Tests of types.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    kind: typeof flight.delay,
    known: max("delay" in flight ? 1 : 0).over("1d"),
    date: max(flight.date instanceof Date ? 1 : 0).over("1d"),
  }),
  refresh: "stream",
});
