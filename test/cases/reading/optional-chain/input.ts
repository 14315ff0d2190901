// Optional chaining, on rows, values and calls.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    row: flight?.delay,
    value: flight.gate?.length,
    call: flight.gate?.trim(),
    element: flight?.["delay"],
    function: mean?.(flight.delay),
  }),
  refresh: "stream",
});
