// Properties written in another form than their own.
import { deployment, entity, featureView, model, parquet, requestView, source, t, trainingSet } from "bifold";

export const airport = entity({ keys: ["airport"], description: 3 });
export const typed = entity({ keys: { airport: "string" } });
export const called = entity(options);
const options = { keys: { airport: t.string } };
export const flights = source({
  from: "flights.parquet",
  columns: { date: t.timestamp },
  eventTime: "date",
  asOf: "sometimes",
  tieBreak: ["date", 3],
});
export const path = source({ from: parquet(3), columns: { date: t.timestamp }, eventTime: (row) => row.date, tieBreak: "date" });
export const delays = featureView({
  entity: airport,
  source: path,
  key: (row) => row.date,
  where: 3,
  features: (row) => [row.date],
  refresh: "often",
  ttl: 3,
});
export const at_departure = requestView({ request: 3, inputs: [delays], features: () => ({}) });
export const late_training = trainingSet({
  spine: path,
  keys: {},
  asOf: (row) => row.date,
  label: (row) => ({ late: row.date }),
  sample: 10,
  views: delays,
});
export const late_model = model({
  trainingSet: late_training,
  trainer: ["a.ts"],
  params: [1],
  holdout: "2001-06-01",
  seed: "1",
  output: true,
});
export const late = deployment({ model: late_model, alias: null });
