// A constant that is used before its line.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    const double = delay * 2;
    const delay = flight.delay;
    return { delays: mean(double).over("1d") };
  },
  refresh: "stream",
});
