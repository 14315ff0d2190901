// Clocks, randomness and the outside world.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const started = performance.now();

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    console.log(flight.delay);
    return {
      now: Date.now(),
      today: new Date(),
      noisy: mean(flight.delay * Math.random()).over("1d"),
      from_environment: process.env.THRESHOLD,
      fetched: fetch("https://example.com"),
      started: started,
    };
  },
  refresh: "stream",
});
