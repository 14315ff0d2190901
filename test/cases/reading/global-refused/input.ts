// Parts of JavaScript that SQL does not have.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    text: JSON.stringify(flight.delay),
    number: parseInt(flight.origin),
    missing: isNaN(flight.distance),
    endless: max(flight.distance < Infinity ? 1 : 0).over("1d"),
  }),
  refresh: "stream",
});
