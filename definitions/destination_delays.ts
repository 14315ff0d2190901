// How late flights to an airport have been, from those that had landed.
import { count, featureView, last, max, mean, toFloat64 } from "bifold";
import { destination } from "./entities.ts";
import { EARLIEST, isLate } from "./late.ts";
import { flights } from "./sources.ts";

export const destination_delays = featureView({
  entity: destination,
  source: flights,
  key: (flight) => ({ destination: flight.destination }),
  where: (flight) => flight.delay > EARLIEST,
  features: (flight) => ({
    mean_delay: mean(flight.delay).over(["6h", "1d", "7d"]),
    late_share: mean(isLate(flight.delay)).over(["6h", "1d"]),
    flights_6h: count().over("6h"),
    max_delay_1d: toFloat64(max(flight.delay).over("1d")),
    last_delay: toFloat64(last(flight.delay)),
  }),
  refresh: { every: "10m" },
  ttl: "3d",
});
