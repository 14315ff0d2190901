// Assertions that hide a null or a type.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    gate: flight.gate!.length,
    number: flight.delay as unknown as string,
    old: (<string>flight.delay),
    fine: last(flight.delay satisfies number),
  }),
  refresh: "stream",
});
