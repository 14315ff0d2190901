// What the editor marks red in views: every error here is expected, and its absence would fail `npm run types`.
import {
  count,
  type Duration,
  entity,
  featureView,
  last,
  max,
  mean,
  parquet,
  requestView,
  source,
  sum,
  t,
} from "bifold";
import { airport, airport_delays, flights, route } from "./world.ts";

export const view = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  // @ts-expect-error a condition is a boolean
  where: (flight) => flight.delay,
  features: (flight) => ({
    // @ts-expect-error no such column
    wrong_column: mean(flight.dealy).over("6h"),
    // @ts-expect-error no such unit
    wrong_unit: mean(flight.delay).over("1x"),
    // @ts-expect-error whole numbers only
    wrong_number: mean(flight.delay).over("1.5h"),
    // @ts-expect-error no such unit
    wrong_list: mean(flight.delay).over(["1d", "1y"]),
    // @ts-expect-error a duration
    wrong_hop: mean(flight.delay).over("1d", { hop: "often" }),
    // @ts-expect-error an empty window has no mean
    nullable_arithmetic: mean(flight.delay).over("6h") - 1,
    // @ts-expect-error nor a logarithm of it
    nullable_argument: Math.log1p(mean(flight.delay).over("6h")),
    // @ts-expect-error the gate may be null
    nullable_method: flight.gate.startsWith("A"),
    // @ts-expect-error numbers only
    mean_of_text: mean(flight.origin).over("6h"),
    // @ts-expect-error several windows are not one value
    several_windows: (mean(flight.delay).over(["1d", "7d"]) ?? 0) - 1,
    // @ts-expect-error text is not a number
    text_arithmetic: flight.origin - 1,
    // @ts-expect-error instants are told apart by methods
    instants: flight.date - flight.date,
    fine: count().over("6h") - 1,
  }),
  // @ts-expect-error a duration
  refresh: { every: "ten minutes" },
  // @ts-expect-error a duration
  ttl: "3 days",
});

export const windowless = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  // @ts-expect-error mean needs a window
  features: (flight) => ({ mean_delay: mean(flight.delay) }),
  refresh: "stream",
});

export const in_arithmetic = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({
    // @ts-expect-error no window, no value
    share: sum(flight.delay) / count().over("1d"),
    // @ts-expect-error no window, no value
    most: max(flight.delay) ?? 0,
    last: last(flight.delay),
  }),
  refresh: "stream",
});

export const wrong_key_name = featureView({
  entity: airport,
  source: flights,
  // @ts-expect-error the key is called `airport`
  key: (flight) => ({ origin: flight.origin }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: "stream",
});

export const wrong_key_type = featureView({
  entity: airport,
  source: flights,
  // @ts-expect-error the key is a string
  key: (flight) => ({ airport: flight.delay }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: "stream",
});

export const missing_key = featureView({
  entity: route,
  source: flights,
  // @ts-expect-error the destination is missing
  key: (flight) => ({ origin: flight.origin }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: "stream",
});

export const extra_key = featureView({
  entity: airport,
  source: flights,
  // @ts-expect-error no such key
  key: (flight) => ({ airport: flight.origin, gate: flight.destination }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: "stream",
});

// @ts-expect-error how fresh must be said
export const no_refresh = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: () => ({ flights_1d: count().over("1d") }),
});

export const request = requestView({
  request: { at: t.timestamp, seats: t.int64.nullable() },
  inputs: { airport: airport_delays },
  features: (request, { airport }) => ({
    // @ts-expect-error no such feature
    unknown: airport.mean_delay_6h ?? 0,
    // @ts-expect-error it has two windows
    unexpanded: airport.mean_delay ?? 0,
    // @ts-expect-error null where the airport has no flights
    nullable: airport.mean_delay_7d - 1,
    // @ts-expect-error a plain column is null where the airport has no flights
    column: airport.distance * 2,
    // @ts-expect-error the last value of none is null
    last: airport.last_gate.length,
    // @ts-expect-error may not be sent
    seats: request.seats * 2,
    // @ts-expect-error no such field
    field: request.departure,
  }),
});

export const unknown_input = requestView({
  request: { at: t.timestamp },
  inputs: { airport: airport_delays },
  // @ts-expect-error no such input
  features: (request, { route }) => ({ hour: request.at.hour() + route.mean_delay_7d }),
});

// @ts-expect-error keys are never null
export const entity_with_nullable_key = entity({ keys: { airport: t.string.nullable() } });

export const source_errors = source({
  from: parquet("a.parquet"),
  columns: { at: t.timestamp, delay: t.int64 },
  // @ts-expect-error an instant
  eventTime: (row) => row.delay,
  // @ts-expect-error minutes are a number
  availableAt: (row) => row.at.plusMinutes("3h"),
  // @ts-expect-error no such column
  tieBreak: ["id"],
  // @ts-expect-error "exclusive" or "inclusive"
  asOf: "always",
});

// @ts-expect-error no such type
export const no_type = source({ columns: { at: t.date }, from: parquet("a"), eventTime: (row) => row.at });

export const durations: readonly Duration[] = [
  "5us",
  "250ms",
  "90s",
  "10m",
  "6h",
  "30d",
  "2w",
  // @ts-expect-error a unit is needed
  "10",
  // @ts-expect-error no such unit
  "1y",
];
