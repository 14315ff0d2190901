// The same name twice in an object.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    flights_1d: count().over("1d"),
    delay: last(flight.delay),
    "delay": max(flight.delay).over("1d"),
  }),
  refresh: "stream",
});
