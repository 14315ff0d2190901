// Features that no view and no training set reads.
import { count, featureView, requestView, sum, t, trainingSet } from "bifold";
import { customer, orders, spending } from "./world.ts";

export const partly_read = featureView({
  entity: customer,
  source: orders,
  key: (order) => ({ customer: order.customer }),
  features: (order) => ({
    spent: sum(order.amount).over(["1d", "7d"]),
    orders: count().over("1d").by(order.country, ["ch", "us"]),
  }),
  refresh: { every: "10m" },
});

export const at_order = requestView({
  request: { at: t.timestamp },
  inputs: { mine: partly_read },
  features: (request, { mine }) => ({
    hour: request.at.hour(),
    trend: mine.spent_1d - mine.spent_7d,
    ch: mine.orders_ch,
  }),
});

export const examples = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  request: (order) => ({ at: order.at }),
  label: (order) => ({ paid: order.paid }),
  views: [spending, at_order],
});
