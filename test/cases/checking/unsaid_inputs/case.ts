// Many inputs of one model with one thing to say of them: all are told, each where it is written.
import { entity, featureView, last, mean, model, parquet, source, sum, t, trainingSet } from "bifold";

export const user = entity({ keys: { user: t.string } });

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp, user: t.string, pages: t.int64, page: t.string, paid: t.bool },
  eventTime: (visit) => visit.at,
});

export const habits = featureView({
  entity: user,
  source: visits,
  key: (visit) => ({ user: visit.user }),
  features: (visit) => ({
    mean: mean(visit.pages).over(["1d", "2d", "3d"]),
    last: last(visit.pages),
    half: mean(visit.pages / 2).over("1d"),
    sum: sum(visit.pages).over(["1d", "2d", "3d", "4d", "5d"]),
    page: last(visit.page),
  }),
  refresh: { every: "10m" },
});

export const examples = trainingSet({
  spine: visits,
  keys: (visit) => ({ user: visit.user }),
  asOf: (visit) => visit.at,
  label: (visit) => ({ paid: visit.paid }),
  views: [habits],
});

export const all = model({ trainingSet: examples, trainer: "trainers/paid.ts", output: "p" });
