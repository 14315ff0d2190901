// Properties that a declaration does not have.
import { entity, source, parquet, t, featureView, count } from "bifold";

export const airport = entity({ key: { airport: t.string }, keys: { airport: t.string }, owner: "me" });
export const flights = source({
  from: parquet("a.parquet"),
  columns: { date: t.timestamp },
  eventTime: (row) => row.date,
  availableFrom: (row) => row.date,
});
export const view = featureView({
  entity: airport,
  source: flights,
  key: (row) => ({ airport: row.origin }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: { every: "10m", late: "1m" },
});
