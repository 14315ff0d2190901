// Published names in another case, in all places that publish.
import { count, entity, featureView, parquet, requestView, source, t, trainingSet } from "bifold";

export const Airport = entity({ keys: { IATA: t.string } });
export const flights = source({
  from: parquet("a"),
  columns: { Date: t.timestamp, "Arrival Delay": t.int64 },
  eventTime: (row) => row.Date,
});
export const airportDelays = featureView({
  entity: Airport,
  source: flights,
  key: (row) => ({ IATA: row.origin }),
  features: () => ({ flightsPerDay: count().over("1d"), "1d": count().over("1d"), trailing_: count().over("1d") }),
  refresh: "stream",
});
export const at_departure = requestView({
  name: "at-departure",
  request: { departureTime: t.timestamp },
  inputs: { From: airportDelays },
  features: (request, { From }) => ({ "ärger": request.departureTime.hour() }),
});
export const training = trainingSet({
  spine: flights,
  keys: (row) => ({ IATA: row.origin }),
  asOf: (row) => row.Date,
  label: (row) => ({ isLate: row["Arrival Delay"] }),
  views: [airportDelays],
});
