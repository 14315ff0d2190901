// `undefined`, and holes in lists.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    gate: last(flight.gate === undefined ? "none" : flight.gate),
    windows: mean(flight.delay).over(["1d", , "7d"]),
  }),
  refresh: "stream",
});
