// The things that the other cases of reading build on.
import { entity, parquet, source, t } from "bifold";

export const airport = entity({ keys: { airport: t.string } });

export const flights = source({
  from: parquet("flights.parquet"),
  columns: { date: t.timestamp, delay: t.int64, distance: t.float64, origin: t.string, gate: t.string.nullable() },
  eventTime: (flight) => flight.date,
});
