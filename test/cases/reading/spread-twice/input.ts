// Nothing overrides what is given: a property and a spread, two spreads, inside a helper, in columns and in parameters.
import { featureView, max, model, parquet, source, t, trainingSet } from "bifold";
import { both, columns, delays, rows } from "./groups.ts";
import { airport, flights } from "./world.ts";

const TREES = { trees: 60 };

export const property_and_spread = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    rows_1d: max(flight.delay).over("1d"),
    ...rows(),
    rows_7d: max(flight.delay).over("7d"),
  }),
  refresh: "stream",
});

export const two_spreads = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({ ...delays(flight.delay), ...delays(flight.distance) }),
  refresh: "stream",
});

export const in_a_helper = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({ ...both(flight.delay) }),
  refresh: "stream",
});

export const arrivals = source({
  from: parquet("arrivals.parquet"),
  columns: { ...columns, delay: t.float64 },
  eventTime: (arrival) => arrival.date,
});

export const late_training = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  label: (flight) => ({ late: flight.delay > 15 }),
  views: [two_spreads],
});

export const late_model = model({
  trainingSet: late_training,
  trainer: "trainers/late.ts",
  params: { ...TREES, trees: 90 },
  output: "probability",
});
