// Aggregates stand in the features of a feature view, one deep, with the window that they need.
import { count, featureView, last, max, mean, parquet, requestView, source, sum, t, trainingSet } from "bifold";
import { customer, orders, spending } from "./world.ts";

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp },
  eventTime: (visit) => last(visit.at),
  availableAt: (visit) => max(visit.at).over("1d"),
});

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: last(order.customer) }),
  where: (order) => count().over("1d") > 3,
  features: (order) => ({
    nested: mean(order.amount - mean(order.amount).over("1d")).over("7d"),
    windowless: sum(order.amount),
    windowless_inside: (mean(order.amount) ?? 0) + 1,
    of_column: order.amount.over("1d"),
    over_twice: sum(order.amount).over("1d").over("7d"),
    string: mean(order.country).over("1d"),
    unknown: mean(order.none).over("1x"),
  }),
  refresh: "stream",
});

export const asked = requestView({
  request: { amount: t.float64 },
  inputs: { spending },
  features: (request) => ({ mean_amount: mean(request.amount).over("1d") }),
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: (order) => ({ total: sum(order.amount).over("1d") }),
  views: [spending],
});
