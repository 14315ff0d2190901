// Unions, inputs of rows and roles, each wrong in the ways that it can be.
import { count, featureView, mean, parquet, requestView, role, source, sum, t, trainingSet, union } from "bifold";
import { customer, orders, shop, spending } from "./world.ts";

export const visits = source({
  from: parquet("data/visits.parquet"),
  columns: { at: t.timestamp, visitor: t.string.nullable(), pages: t.float64 },
  eventTime: (visit) => visit.at,
  asOf: "inclusive",
  retention: "90d",
});

export const logs = source({
  from: parquet("data/logs.parquet"),
  columns: { at: t.timestamp },
  eventTime: (log) => log.at,
  retention: "ninety days",
});

export const contacts = union({
  columns: { at: t.timestamp, customer: t.string, weight: t.int64 },
  from: [
    [orders, (order) => ({ at: order.at, customer: order.customer, weight: order.amount, paid: order.paid })],
    [visits, (visit) => ({ at: visit.at, customer: visit.visitor, weight: visit.pages })],
    [visits, (visit) => ({ at: visit.at, customer: visit.visitor ?? "" })],
  ],
  tieBreak: ["pages"],
});

export const nothing = union({ columns: { at: t.timestamp }, from: [] });

export const mixed = union({
  columns: { at: t.timestamp },
  from: [
    [orders, (order) => ({ at: order.at })],
    [visits, (visit) => ({ at: visit.at })],
  ],
});

export const of_union = featureView({
  entity: customer,
  source: mixed,
  key: (row) => ({ customer: row.customer }),
  features: () => ({ contacts: count().over("1d") }),
  refresh: "stream",
});

export const egg = featureView({
  entity: customer,
  source: orders,
  inputs: { hen: { view: hen, key: (order) => ({ customer: order.customer }) } },
  key: (order) => ({ customer: order.customer }),
  features: (order, { hen }) => ({ eggs: sum(hen.hens).over("1d") }),
  refresh: "stream",
});

export const hen = featureView({
  entity: customer,
  source: orders,
  inputs: { egg: { view: egg, key: (order) => ({ customer: order.customer }) } },
  key: (order) => ({ customer: order.customer }),
  features: (order, { egg }) => ({ hens: sum(egg.eggs).over("1d") }),
  refresh: "stream",
});

export const enriched = featureView({
  entity: shop,
  source: orders,
  inputs: {
    buyer: { view: spending, key: (order) => ({ customer: order.customer, shop: order.shop }) },
    other: { view: spending, key: () => ({}) },
  },
  key: (order) => ({ shop: order.shop ?? 0 }),
  features: (order, { buyer, seller }) => ({
    unknown: mean(buyer.spent_7d).over("1d"),
    nullable: mean(order.amount / buyer.price_1d).over("1d"),
    nobody: sum(seller.spent_1d).over("1d"),
    fine: sum(buyer.spent_1d).over("1d"),
  }),
  refresh: "stream",
});

export const gap = requestView({
  request: { amount: t.int64 },
  inputs: { from: role("sender", spending), to: role("receiver", spending) },
  features: (request, { from, to }) => ({ gap: from.spent_1d - to.spent_1d + request.amount }),
});

export const transfers = trainingSet({
  spine: orders,
  keys: (order) => ({ sender_customer: order.customer, customer: order.customer, buyer_customer: order.country }),
  asOf: (order) => order.at,
  request: (order) => ({ amount: order.amount }),
  label: (order) => ({ paid: order.paid }),
  views: [gap, role("buyer", spending), role("buyer", spending), role("spending", spending)],
});
