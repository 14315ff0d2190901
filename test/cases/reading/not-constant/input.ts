// Values that are needed while compiling but are computed from rows.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

import { model, parquet, source, t, trainingSet } from "bifold";

const windowOf = (flight: { delay: number }) => Math.log(flight.delay);
export const training = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  label: (flight) => ({ late: flight.delay }),
  sample: { oneIn: windowOf({ delay: 3 }) },
  views: [airport_delays],
});
export const trained = model({
  trainingSet: training,
  trainer: `trainers/${Math.log(3)}.ts`,
  params: { rate: Math.log(10), trees: 30 * 2 },
  output: "p",
});

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    flights: count().over("1d"),
  }),
  refresh: "stream",
});
