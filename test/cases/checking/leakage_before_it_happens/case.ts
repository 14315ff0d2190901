// A view whose rows count before they happen to a label with a horizon sees what is to come.
import { count, featureView, mean, parquet, source, t, trainingSet } from "bifold";
import { customer, orders } from "./world.ts";

const columns = { at: t.timestamp, planned: t.timestamp, customer: t.string, lost: t.bool } as const;

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns,
  eventTime: (visit) => visit.at,
});

export const an_hour_before = source({
  from: parquet("data/visits.parquet"),
  columns,
  eventTime: (visit) => visit.at.minus("1h"),
});

export const chosen = source({
  from: parquet("data/visits.parquet"),
  columns,
  eventTime: (visit) => (visit.lost ? visit.planned : visit.at),
});

export const chosen_and_known = source({
  from: parquet("data/visits.parquet"),
  columns,
  eventTime: (visit) => (visit.lost ? visit.planned : visit.at),
  availableAt: (visit) => visit.at,
});

export const planned = source({
  from: parquet("data/visits.parquet"),
  columns,
  eventTime: (visit) => visit.planned,
});

const refresh = { every: "10m" } as const;

export const too_early = featureView({
  entity: customer,
  source: an_hour_before,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ lost: mean(visit.lost ? 1 : 0).over("7d") }),
  refresh,
});

export const early_and_moved_back = featureView({
  entity: customer,
  source: an_hour_before,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({
    lost: mean(visit.lost ? 1 : 0).over("7d", { before: "2h" }),
    visits: count().over("7d"),
  }),
  refresh,
});

export const by_choice = featureView({
  entity: customer,
  source: chosen,
  key: (visit) => ({ customer: visit.customer }),
  features: () => ({ visits: count().over("7d") }),
  refresh,
});

export const by_choice_and_known = featureView({
  entity: customer,
  source: chosen_and_known,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ lost: mean(visit.lost ? 1 : 0).over("7d") }),
  refresh,
});

export const by_plan = featureView({
  entity: customer,
  source: planned,
  key: (visit) => ({ customer: visit.customer }),
  features: () => ({ visits: count().over("7d") }),
  refresh,
});

export const losses = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: visits,
    key: (visit) => ({ customer: visit.customer }),
    value: (visit) => ({ lost: count().where(visit.lost).overAll() }),
  },
  views: [too_early, early_and_moved_back, by_choice, by_choice_and_known, by_plan],
});
