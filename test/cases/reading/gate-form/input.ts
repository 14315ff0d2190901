// Gates and bounds of monitoring written in another form than their own.
import { entity, featureView, count, model, parquet, source, t, trainingSet } from "bifold";

export const airport = entity({ keys: { airport: t.string } });
export const flights = source({
  from: parquet("flights.parquet"),
  columns: { date: t.timestamp, airport: t.string, late: t.bool },
  eventTime: (row) => row.date,
});
export const delays = featureView({
  entity: airport,
  source: flights,
  key: (row) => ({ airport: row.airport }),
  features: () => ({ flights_1d: count().over("1d") }),
  refresh: { every: "1h" },
});
export const late_training = trainingSet({
  spine: flights,
  keys: (row) => ({ airport: row.airport }),
  asOf: (row) => row.date,
  label: (row) => ({ late: row.late }),
  views: [delays],
});
export const listed = model({
  trainingSet: late_training,
  trainer: "a.ts",
  output: "p",
  task: 1,
  threshold: "half",
  slices: "airport",
  gates: ["auc"],
  monitor: 3,
});
export const nested = model({
  trainingSet: late_training,
  trainer: "a.ts",
  output: "p",
  gates: {
    auc: 0.7,
    log_loss: { most: 0.6 },
    brier: { max: "0.2" },
    slices: 0.6,
    latency_p95_ms: 2,
    freshness: 7,
    audit: "yes",
  },
  monitor: { psi: 0.2, ks: { min: 0.1 }, auc: { min: 0.7, notWorseThanChampionBy: 0.1 } },
});
