// References to another kind of declaration, or to none.
import { count, deployment, entity, featureView, parquet, requestView, source, t, trainingSet } from "bifold";

export const airport = entity({ keys: { airport: t.string } });
export const flights = source({ from: parquet("a"), columns: { date: t.timestamp }, eventTime: (row) => row.date });
export const delays = featureView({
  entity: flights,
  source: airport,
  key: (row) => ({ airport: row.origin }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: "stream",
});
export const named = requestView({
  request: { at: t.timestamp },
  inputs: { airport: airport, text: "delays" },
  features: (request) => ({ hour: request.at.hour() }),
});
export const training = trainingSet({
  spine: delays,
  keys: (row) => ({}),
  asOf: (row) => row.date,
  label: (row) => ({ late: 1 }),
  views: [delays, airport],
});
export const served = deployment({ model: 3, alias: "champion" });
