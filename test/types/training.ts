// Training sets, models and deployments: what the views need must be given, and nothing else.
import { count, deployment, featureView, mean, model, role, sum, trainingSet } from "bifold";
import { airport, airport_delays, at_departure, flights, route_delays } from "./world.ts";

export const all_views = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin, origin: flight.origin, destination: flight.destination }),
  asOf: (flight) => flight.date,
  request: (flight) => ({ departure: flight.date, seats: flight.delay }),
  label: (flight) => ({ late: flight.delay > 15 ? 1 : 0 }),
  where: (flight) => flight.delay > -180,
  sample: { oneIn: 3 },
  views: [airport_delays, route_delays, at_departure],
});

export const one_view = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  label: (flight) => ({ late: flight.delay }),
  views: [airport_delays],
});

// A key that may be null is allowed for the sake of `where`; without it the compiler complains (F2028).
export const gates = featureView({
  entity: airport,
  source: flights,
  inputs: { at: { view: airport_delays, key: (flight) => ({ airport: flight.gate }) } },
  key: (flight) => ({ airport: flight.gate }),
  where: (flight) => flight.gate !== null,
  features: (_flight, { at }) => ({ usual_1d: mean(at.distance).over("1d"), flights_1d: count().over("1d") }),
  refresh: { every: "1h" },
});

export const by_gate = trainingSet({
  spine: flights,
  keys: (flight) => ({ gate_airport: flight.gate }),
  asOf: (flight) => flight.date,
  where: (flight) => flight.gate !== null,
  label: {
    horizon: "1d",
    source: flights,
    key: (flight) => ({ gate_airport: flight.gate }),
    where: (flight) => flight.gate !== null,
    value: () => ({ flights: count().overAll() }),
  },
  views: [role("gate", gates)],
});

// Only the label is found by the number; a role stands beside it.
export const by_own_key = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin, to_airport: flight.destination, number: flight.delay }),
  asOf: (flight) => flight.date,
  label: {
    horizon: "1d",
    source: flights,
    key: (flight) => ({ number: flight.delay, to_airport: flight.gate }),
    where: (flight) => flight.gate !== null,
    value: (flight) => ({ late: sum(flight.delay).overAll() > 0 }),
  },
  views: [airport_delays, role("to", airport_delays)],
});

export const own_key_of_another_type = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin, number: flight.delay }),
  asOf: (flight) => flight.date,
  label: {
    horizon: "1d",
    source: flights,
    // @ts-expect-error a number in 'keys'
    key: (flight) => ({ number: flight.origin }),
    value: () => ({ flights: count().overAll() }),
  },
  views: [airport_delays],
});

export const label_by_no_key_of_the_set = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  label: {
    horizon: "1d",
    source: flights,
    // @ts-expect-error not of 'keys'
    key: (flight) => ({ number: flight.delay }),
    value: () => ({ flights: count().overAll() }),
  },
  views: [airport_delays],
});

export const key_of_neither = trainingSet({
  spine: flights,
  // @ts-expect-error no view and no label has this key
  keys: (flight) => ({ airport: flight.origin, number: flight.delay, origin: flight.origin }),
  asOf: (flight) => flight.date,
  label: {
    horizon: "1d",
    source: flights,
    key: (flight) => ({ number: flight.delay }),
    value: () => ({ flights: count().overAll() }),
  },
  views: [airport_delays],
});

export const missing_beside_own_key = trainingSet({
  spine: flights,
  // @ts-expect-error the view's key is missing
  keys: (flight) => ({ number: flight.delay }),
  asOf: (flight) => flight.date,
  label: {
    horizon: "1d",
    source: flights,
    // @ts-expect-error as what 'keys' returns is not taken
    key: (flight) => ({ number: flight.delay }),
    value: () => ({ flights: count().overAll() }),
  },
  views: [airport_delays],
});

export const without_request = trainingSet(
  // @ts-expect-error the request view needs fields
  {
    spine: flights,
    keys: (flight) => ({ airport: flight.origin, origin: flight.origin, destination: flight.destination }),
    asOf: (flight) => flight.date,
    label: (flight) => ({ late: flight.delay > 15 }),
    views: [at_departure],
  },
);

export const text_label = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  // @ts-expect-error a label is a number or a bool
  label: (flight) => ({ gate: flight.gate }),
  views: [airport_delays],
});

export const missing_key = trainingSet({
  spine: flights,
  // @ts-expect-error the route's keys are missing
  keys: (flight) => ({ airport: flight.origin }),
  asOf: (flight) => flight.date,
  label: (flight) => ({ late: flight.delay }),
  views: [airport_delays, route_delays],
});

export const key_of_an_input = trainingSet({
  spine: flights,
  // @ts-expect-error the request view reads airport_delays
  keys: (flight) => ({ origin: flight.origin, destination: flight.destination }),
  asOf: (flight) => flight.date,
  request: (flight) => ({ departure: flight.date, seats: flight.delay }),
  label: (flight) => ({ late: flight.delay }),
  views: [at_departure],
});

export const extra_key = trainingSet({
  spine: flights,
  // @ts-expect-error no view has this key
  keys: (flight) => ({ airport: flight.origin, origin: flight.origin }),
  asOf: (flight) => flight.date,
  label: (flight) => ({ late: flight.delay }),
  views: [airport_delays],
});

export const missing_request_field = trainingSet({
  spine: flights,
  keys: (flight) => ({ airport: flight.origin, origin: flight.origin, destination: flight.destination }),
  // @ts-expect-error the number of seats is missing
  request: (flight) => ({ departure: flight.date }),
  // @ts-expect-error an instant
  asOf: (flight) => flight.delay,
  // @ts-expect-error no such column
  label: (flight) => ({ late: flight.lateness }),
  views: [at_departure],
});

export const late_model = model({
  trainingSet: all_views,
  trainer: "trainers/late.ts",
  params: { trees: 60, rate: 0.1, layers: [16, 8], loss: "log", early: true, cap: null },
  holdout: { from: "2001-06-01T00:00:00Z" },
  seed: 1,
  output: "probability",
});

export const late = deployment({ model: late_model, alias: "champion" });

export const params_are_data = model({
  trainingSet: all_views,
  trainer: "trainers/late.ts",
  // @ts-expect-error plain data
  params: { loss: () => 1 },
  output: "probability",
});

// @ts-expect-error a model, not a training set
export const not_a_model = deployment({ model: all_views, alias: "champion" });

// @ts-expect-error a training set, not a model
export const not_a_training_set = model({ trainingSet: late_model, trainer: "a.ts", output: "p" });
