// A name that PostgreSQL would cut.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    a_name_that_goes_on_and_on_and_on_until_it_is_too_long_for_postgresql: count().over("1d"),
  }),
  refresh: "stream",
});
