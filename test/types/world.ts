// A small world of definitions that the type tests read from.
import { count, entity, featureView, last, max, mean, parquet, requestView, source, sum, t } from "bifold";

export const airport = entity({ keys: { airport: t.string } });
export const route = entity({ keys: { origin: t.string, destination: t.string } });

export const flights = source({
  from: parquet("flights.parquet"),
  columns: {
    date: t.timestamp,
    delay: t.int64,
    distance: t.float64,
    gate: t.string.nullable(),
    origin: t.string,
    destination: t.string,
    diverted: t.bool,
  },
  eventTime: (flight) => flight.date,
  availableAt: (flight) => flight.date.plus("3h"),
  tieBreak: ["origin"],
});

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  where: (flight) => flight.delay > -200,
  features: (flight) => ({
    mean_delay: mean(flight.delay).over(["1d", "7d"]),
    flights: count().over(["1d", "7d"]),
    flights_1h: count().over("1h", { hop: "1m" }),
    minutes_1d: sum(flight.delay).over("1d"),
    latest_flight_7d: max(flight.date).over("7d"),
    last_gate: last(flight.gate),
    last_delay_7d: last(flight.delay).over("7d"),
    distance: flight.distance,
    log_flights: Math.log1p(count().over("7d")),
    last_or_zero: last(flight.delay) ?? 0,
    diverted: last(flight.diverted),
    is_late: (mean(flight.delay).over("6h") ?? 0) > 15,
  }),
  refresh: { every: "10m", delay: "1m" },
  ttl: "3d",
});

export const route_delays = featureView({
  entity: route,
  source: flights,
  key: (flight) => ({ origin: flight.origin, destination: flight.destination }),
  features: (flight) => ({ mean_delay_7d: mean(flight.delay).over("7d") }),
  refresh: "stream",
});

export const at_departure = requestView({
  request: { departure: t.timestamp, seats: t.int64 },
  inputs: { from: airport_delays, on: route_delays },
  features: (request, { from, on }) => ({
    hour: request.departure.hour(),
    against: (from.mean_delay_7d ?? 0) - (on.mean_delay_7d ?? 0),
  }),
});
