// Names that "bifold" does not export, complained of where they are imported.
import { avg, count, featureView, maen, skew } from "bifold";
import { airport, flights } from "./world.ts";

export { ewma } from "bifold";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    delay_1d: avg(flight.delay).over("1d"),
    skew_1d: skew(flight.delay).over("1d"),
    mean_1d: maen(flight.delay).over("1d"),
    flights_1d: count().over("1d"),
    median_1d: median(flight.delay).over("1d"),
    stddev_1d: stdev(flight.delay).over("1d"),
  }),
  refresh: "stream",
});
