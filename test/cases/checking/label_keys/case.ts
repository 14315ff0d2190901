// Keys by which only a label is found: those that nothing needs, and those that cannot be keys.
import { count, parquet, role, source, t, trainingSet } from "bifold";
import { orders, spending } from "./world.ts";

export const refunds = source({
  from: parquet("data/refunds.parquet"),
  columns: {
    at: t.timestamp,
    order: t.int64.nullable(),
    text: t.string,
    share: t.float64,
    customer: t.string,
  },
  eventTime: (refund) => refund.at,
});

export const sound = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, payer_customer: order.customer, order: order.amount }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: refunds,
    key: (refund) => ({ order: refund.order, payer_customer: refund.customer }),
    where: (refund) => refund.order !== null,
    value: () => ({ refunded: count().overAll() > 0 }),
  },
  views: [spending, role("payer", spending)],
});

export const of_neither = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, order: order.amount, country: order.country }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: refunds,
    key: (refund) => ({ order: refund.order ?? -1, text: refund.text }),
    value: () => ({ refunded: count().overAll() > 0 }),
  },
  views: [spending],
});

export const without_horizon = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, order: order.amount }),
  asOf: (order) => order.at,
  label: (order) => ({ paid: order.paid }),
  views: [spending],
});

export const apart = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, order: order.amount, shop: order.shop }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: refunds,
    key: (refund) => ({ order: refund.text, shop: refund.order }),
    value: () => ({ refunded: count().overAll() > 0 }),
  },
  views: [spending],
});

export const nullable = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, order: order.amount }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: refunds,
    key: (refund) => ({ order: refund.order }),
    value: () => ({ refunded: count().overAll() > 0 }),
  },
  views: [spending],
});

export const no_keys = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, share: order.price ?? 0 }),
  asOf: (order) => order.at,
  label: {
    horizon: "30d",
    source: refunds,
    key: (refund) => ({ share: refund.share, order: refund.share }),
    value: () => ({ order: count().overAll() }),
  },
  views: [spending],
});
