// Where rows come from, and when each could first be known.
import { parquet, source, t } from "bifold";

/** Taxiing, climb and approach, in minutes, that the cruise speed below leaves out. */
const GROUND_MINUTES = 40;
/** Block speed of a jet in miles per minute, on the slow side: a row must not be known too early. */
const MILES_PER_MINUTE = 7;

export const flights = source({
  from: parquet("node_modules/vega-datasets/data/flights-3m.parquet"),
  columns: { date: t.timestamp, delay: t.int64, distance: t.int64, origin: t.string, destination: t.string },
  eventTime: (flight) => flight.date,
  availableAt: (flight) => flight.date.plusMinutes(GROUND_MINUTES + flight.distance / MILES_PER_MINUTE),
  description: "US domestic flights, January to June 2001: departure time, arrival delay in minutes, miles",
});
