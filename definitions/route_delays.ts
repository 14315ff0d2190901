// How late flights between two airports have been, from those that had landed.
import { count, featureView, last, mean, min, sum, toFloat64 } from "bifold";
import { route } from "./entities.ts";
import { EARLIEST, isLate } from "./late.ts";
import { flights } from "./sources.ts";

export const route_delays = featureView({
  entity: route,
  source: flights,
  key: (flight) => ({ origin: flight.origin, destination: flight.destination }),
  where: (flight) => flight.delay > EARLIEST,
  features: (flight) => ({
    mean_delay: mean(flight.delay).over(["1d", "7d", "30d"]),
    late_share: mean(isLate(flight.delay)).over(["7d", "30d"]),
    late_flights_7d: sum(isLate(flight.delay)).over("7d"),
    flights: count().over(["7d", "30d"]),
    min_delay_7d: toFloat64(min(flight.delay).over("7d")),
    last_delay: toFloat64(last(flight.delay)),
  }),
  refresh: { every: "1h" },
  ttl: "7d",
});
