// A mistake in what is spread is said once, where it stands, with the places that spread it.
import { featureView, parquet, source } from "bifold";
import { columns, group, groups, words } from "./groups.ts";
import { airport, flights } from "./world.ts";

export const airport_delays = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => ({ ...group(flight.delay), ...words }),
  refresh: "stream",
});

export const airport_distances = featureView({
  entity: airport,
  source: flights,
  key: (flight) => ({ airport: flight.origin }),
  features: (flight) => {
    const distances = groups(flight.distance);
    return { ...distances };
  },
  refresh: "stream",
});

export const arrivals = source({
  from: parquet("arrivals.parquet"),
  columns: { ...columns },
  eventTime: (arrival) => arrival.date,
});
