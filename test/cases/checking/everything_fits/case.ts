// A chain that is sound from source to deployment gives a program and no word.
import { count, deployment, featureView, last, mean, model, requestView, t, toFloat64, trainingSet } from "bifold";
import { orders, shop, spending } from "./world.ts";

export const shop_days = featureView({
  entity: shop,
  source: orders,
  key: (order) => ({ shop: order.shop }),
  where: (order) => order.shop !== null && order.price !== null,
  features: (order) => {
    const price = mean(order.price * order.amount).over("1d");
    return {
      orders: count().over(["1d", "7d"]),
      last_paid: last(order.paid),
      price: price === null ? 0 : Math.abs(price),
      price_known: price !== null && price > 0,
      country_known: order.country === null ? 0 : 1,
      amount: toFloat64(order.amount ?? 0),
      tail: mean(order.amount).over("6h", { hop: "10m" }),
    };
  },
  refresh: { every: "1h", delay: "5m" },
  ttl: "7d",
});

export const at_order = requestView({
  request: { amount: t.float64, shipped: t.timestamp.nullable() },
  inputs: { spending, shop_days },
  features: (request, views) => ({
    share: request.amount / (views.spending.spent_1d + 1),
    waits: request.shipped === null ? -1 : request.shipped.hour(),
    known: views.shop_days.price > 0 || views.spending.price_1d !== null,
  }),
});

export const paid_training = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, shop: order.shop }),
  asOf: (order) => order.at,
  request: (order) => ({ amount: order.amount, shipped: order.shipped }),
  label: (order) => ({ paid_in_full: order.paid }),
  where: (order) => order.shop !== null,
  sample: { oneIn: 10 },
  views: [shop_days, at_order],
});

export const paid_model = model({
  trainingSet: paid_training,
  trainer: "trainers/paid.ts",
  params: { trees: 10 },
  holdout: { from: "2001-06-01" },
  output: "probability",
  nulls: "allow",
});

export const paid = deployment({ model: paid_model, alias: "champion" });
