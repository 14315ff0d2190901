// Names that are computed.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const NAME = "delay";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    [`mean_${NAME}`]: mean(flight.delay).over("1d"),
    chosen: flight[flight.origin],
    fine: flight["delay"],
  }),
  refresh: "stream",
});
