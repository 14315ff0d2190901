// Assignments, updates and counting.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    const delay = flight.delay;
    flight.delay = 3;
    delay += 1;
    delay++;
    --delay;
    return { delays: mean((delay = 3)).over("1d") };
  },
  refresh: "stream",
});
