// Properties and items that a constant does not have.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const LIMITS = { late: 15, early: -15 };
const WINDOWS = ["1d", "7d"] as const;

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    late: max(flight.delay > LIMITS.lat ? 1 : 0).over("1d"),
    other: max(flight.delay > LIMITS.something ? 1 : 0).over("1d"),
    windowed: mean(flight.delay).over(WINDOWS[2]),
  }),
  refresh: "stream",
});
