// How late flights from an airport have been, from those that had landed.
import { count, featureView, last, max, mean, toFloat64 } from "bifold";
import { origin } from "./entities.ts";
import { EARLIEST, isLate } from "./late.ts";
import { flights } from "./sources.ts";

export const origin_delays = featureView({
  entity: origin,
  source: flights,
  key: (flight) => ({ origin: flight.origin }),
  where: (flight) => flight.delay > EARLIEST,
  features: (flight) => {
    const meanDelay = mean(flight.delay).over("6h");
    return {
      mean_delay_6h: meanDelay,
      mean_delay: mean(flight.delay).over(["1d", "7d"]),
      late_share: mean(isLate(flight.delay)).over(["6h", "1d", "30d"]),
      flights_6h: count().over("6h"),
      max_delay_1d: toFloat64(max(flight.delay).over("1d")),
      last_delay: toFloat64(last(flight.delay)),
      log_delay_6h: Math.log1p(Math.abs(meanDelay ?? 0)),
    };
  },
  refresh: { every: "10m" },
  ttl: "3d",
});
