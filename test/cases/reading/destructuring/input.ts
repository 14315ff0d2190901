// Patterns that are more than names of properties.
import { count, featureView, last, max, mean, sum } from "bifold";
import { airport, flights } from "./world.ts";

const { LIMIT } = { LIMIT: 3 };

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    const [first] = [flight.delay];
    const { delay = 0, origin: from } = flight;
    const { ["date"]: date, ...rest } = flight;
    return { first: last(first), delay: last(delay), from: last(from), date: last(date), rest };
  },
  refresh: "stream",
});
