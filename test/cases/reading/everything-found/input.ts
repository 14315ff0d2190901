// All mistakes are found at once, in the order of the text.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    one: max(flight.delay == 0 ? 1 : 0).over("1d"),
    two: max(Date.now()).over("1d"),
    Three: max(nothing).over("1d"),
    four: max(flight.delay | nothing).over("1d"),
  }),
  refresh: "stream",
});
