// Spread, in objects, lists, calls and patterns.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const WINDOWS = ["1d", "7d"] as const;
const shared = { a: 1 };

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    ...shared,
    list: mean(flight.delay).over([...WINDOWS, "30d"]),
    call: Math.max(...[1, 2]),
  }),
  refresh: "stream",
});
