// `==` and `!=`.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    same: max(flight.delay == 0 ? 1 : 0).over("1d"),
    other: max(flight.delay != 0 ? 1 : 0).over("1d"),
  }),
  refresh: "stream",
});
