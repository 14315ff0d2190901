// Literals that not every face can hold.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    large: flight.delay + 9007199254740993,
    endless: flight.distance * 1e999,
    most: flight.distance < Number.POSITIVE_INFINITY,
    half: flight.origin === "\uD83D",
    fine: flight.distance < Number.MAX_SAFE_INTEGER,
  }),
  refresh: "stream",
});
