// Calls of what is not a function, and with the wrong number of arguments.
import { count, featureView, last, max, mean, sum, trainingSet } from "bifold";
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

export const late_training = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  label: {
    horizon: "1d",
    source: flights,
    key: (flight) => ({ airport: flight.origin }),
    value: (flight, asking) => ({ later: sum(flight.delay).overAll() - asking.delay }),
  },
  views: [airport_delays],
});
