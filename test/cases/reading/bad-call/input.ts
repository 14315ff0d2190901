// Calls of what is not a function, and with the wrong number of arguments.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

import { parquet } from "bifold";

const LATE = 15;
const isLate = (delay: number) => (delay > LATE ? 1 : 0);

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    constant: max(LATE()).over("1d"),
    row: flight.delay(),
    whole: flight(),
    few: max(isLate()).over("1d"),
    many: max(isLate(flight.delay, 3)).over("1d"),
    file: parquet(),
  }),
  refresh: "stream",
});
