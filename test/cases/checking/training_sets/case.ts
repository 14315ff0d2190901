// A training set gives its views what they need, asks before the answer is known, and has one label.
import { requestView, t, trainingSet } from "bifold";
import { orders, spending } from "./world.ts";

export const at_order = requestView({
  request: { amount: t.float64, country: t.string, customer: t.string },
  inputs: { spending },
  features: (request) => ({ is_us: request.country === "US", amount: request.amount, mine: request.customer === "me" }),
});

export const again = requestView({
  request: { amount: t.string },
  features: (request) => ({ size: request.amount.length }),
});

export const nothing = trainingSet({
  spine: orders,
  keys: () => ({}),
  asOf: (order) => order.shipped,
  label: () => ({}),
  sample: { oneIn: 0 },
  views: [],
});

export const incomplete = trainingSet({
  spine: orders,
  keys: () => ({}),
  asOf: (order) => order.amount,
  request: (order) => ({ amount: order.price, weight: order.amount }),
  label: (order) => ({ price: order.price, paid_in_full: order.paid }),
  views: [at_order],
});

export const conflicting = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer, shop: order.shop }),
  asOf: (order) => order.at,
  request: (order) => ({ amount: order.amount, country: order.country, customer: order.country }),
  label: (order) => ({ country: order.country }),
  where: (order) => order.shop,
  views: [at_order, again, spending, at_order],
});

export const clashing = trainingSet({
  spine: orders,
  keys: (order) => ({ customer: order.customer }),
  asOf: (order) => order.at,
  label: (order) => ({ customer: order.paid }),
  views: [spending],
});
