// The label's columns reach a feature through conditions, rows and requests; standing back in time keeps them out.
import { count, featureView, lastN, maxBy, mean, parquet, requestView, source, sum, t, trainingSet } from "bifold";
import { customer } from "./world.ts";

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp, customer: t.string, pages: t.int64, bought: t.bool, price: t.int64 },
  eventTime: (visit) => visit.at,
});

export const through_condition = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ buys: count().where(visit.bought).over("7d") }),
  refresh: "stream",
});

export const through_rows = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ list: lastN(visit.bought ? 1 : 0, 5).length }),
  refresh: "stream",
});

export const through_order = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ pages: maxBy(visit.pages, visit.bought).over("7d") }),
  refresh: "stream",
});

export const through_parts = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({ pages: mean(visit.pages).by(visit.bought, [true, false]).over("7d") }),
  refresh: "stream",
});

export const before = featureView({
  entity: customer,
  source: visits,
  key: (visit) => ({ customer: visit.customer }),
  features: (visit) => ({
    buys_of_the_week_before: count().where(visit.bought).over("7d", { before: "7d" }),
    pages_7d: sum(visit.pages).over("7d"),
  }),
  refresh: "stream",
});

export const at_visit = requestView({
  request: { bought: t.bool, spent: t.int64, pages: t.int64 },
  features: (request) => ({
    bought: request.bought ? 1 : 0,
    spent: request.spent,
    pages: request.pages,
  }),
});

export const a_minute_later = trainingSet({
  spine: visits,
  keys: (visit) => ({ customer: visit.customer }),
  asOf: (visit) => visit.at.plus("1m"),
  request: (visit) => ({ bought: visit.bought, spent: visit.bought ? visit.price : 0, pages: visit.pages }),
  label: (visit) => ({ buys: visit.bought }),
  views: [through_condition, through_rows, through_order, through_parts, before, at_visit],
});
