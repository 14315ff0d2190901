// Columns, request fields, features and ties that do not exist, each at its place, with the nearest that does.
import { count, featureView, mean, parquet, requestView, source, t } from "bifold";
import { customer, orders, spending } from "./world.ts";

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp, page: t.string },
  eventTime: (visit) => visit.att,
  tieBreak: ["pages"],
});

export const wrong = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.custmer }),
  where: (order) => order.payed,
  features: (order) => ({ mean_amount: mean(order.ammount).over("1d"), orders_1d: count().over("1d") }),
  refresh: "stream",
});

export const asked = requestView({
  request: { amount: t.float64 },
  inputs: { spending, wrong },
  features: (request, views) => ({
    a: request.amonut + 1,
    b: views.spending.spent_2d,
    c: views.wrong.mean_amount ?? 0,
    d: views.wrong.orders_2d,
  }),
});
