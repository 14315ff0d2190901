// One declaration of each kind, with everything that it can have.
import {
  count, csv, deployment, entity, featureView, last, mean, model, parquet, requestView, source, t, trainingSet,
} from "bifold";

export const airport = entity({ keys: { airport: t.string }, description: "IATA code" });
export const flights = source({
  name: "all_flights",
  from: parquet("data/flights.parquet"),
  columns: { date: t.timestamp, delay: t.int64.nullable(), origin: t.string, "Flight No": t.string },
  eventTime: (flight) => flight.date,
  availableAt: (flight) => flight.date.plus("3h"),
  asOf: "inclusive",
  tieBreak: ["Flight No"],
});
export const sizes = source({
  from: csv("data/sizes.csv"),
  columns: { at: t.timestamp },
  eventTime: ({ at }) => at,
});
export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  where: ({ delay }) => (delay ?? 0) > -200,
  features: (flight) => ({
    mean_delay: mean(flight.delay).over(["1d", "7d"]),
    last_delay: last(flight.delay),
    origin: flight.origin,
  }),
  refresh: { every: "10m", delay: "1m" },
  ttl: "3d",
});
export const streamed = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: "stream",
});
export const at_departure = requestView({
  request: { departure: t.timestamp, distance: t.float64 },
  inputs: { from: airport_delays },
  features: (request, { from }) => ({ hour: request.departure.hour(), since: from.last_delay ?? 0 }),
});
export const late_training = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  request: (flight) => ({ departure: flight.date, distance: 1.5 }),
  label: (flight) => ({ late: flight.delay }),
  where: (flight) => flight.delay !== null,
  sample: { oneIn: 2 * 5 },
  views: [airport_delays, at_departure],
});
export const late_model = model({
  trainingSet: late_training,
  trainer: "trainers/late.ts",
  params: { trees: 60, rate: 0.1, layers: [16, 8], loss: "log", early: true, cap: null, inner: { a: -1 } },
  holdout: { from: "2001-06-01T00:00:00Z" },
  seed: 7,
  output: "probability",
});
export const late = deployment({ model: late_model, alias: "champion", description: "Late?" });
