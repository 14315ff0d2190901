// Which rows to learn from, as of when, and what to predict.
import { trainingSet } from "bifold";
import { at_departure } from "./at_departure.ts";
import { destination_delays } from "./destination_delays.ts";
import { EARLIEST, isLate } from "./late.ts";
import { origin_delays } from "./origin_delays.ts";
import { route_delays } from "./route_delays.ts";
import { flights } from "./sources.ts";

export const late_training = trainingSet({
  spine: flights,
  keys: (flight) => ({ origin: flight.origin, destination: flight.destination }),
  asOf: (flight) => flight.date,
  request: (flight) => ({ departure: flight.date, distance: flight.distance }),
  label: (flight) => ({ late: isLate(flight.delay) }),
  where: (flight) => flight.delay > EARLIEST,
  views: [origin_delays, destination_delays, route_delays, at_departure],
});
